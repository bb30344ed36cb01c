#include "x11_window.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "xcb_library.hpp"

namespace baker {
namespace {

constexpr uint32_t kPixelBytes = 4;
// Of an xcb_put_image request, with the longer form of its length.
constexpr uint32_t kHeaderBytes = sizeof(xcb_put_image_request_t) + 4;

struct Geometry {
    VkExtent2D extent;
    uint8_t depth;
};

// Whether pixels of that depth are 32 bits, the lowest byte first.
bool hasPixels(const XcbLibrary& xcb, const xcb_setup_t* setup, uint8_t depth) {
    const xcb_format_t* formats = xcb.xcb_setup_pixmap_formats(setup);
    const int count = xcb.xcb_setup_pixmap_formats_length(setup);
    return setup->image_byte_order == XCB_IMAGE_ORDER_LSB_FIRST &&
           std::any_of(formats, formats + count, [depth](const xcb_format_t& format) {
               return format.depth == depth && format.bits_per_pixel == 8 * kPixelBytes;
           });
}

class X11Window : public Window {
  public:
    X11Window(const XcbLibrary& xcb, xcb_connection_t* connection, xcb_window_t window)
        : xcb_(xcb), connection_(connection), window_(window) {}

    Result<VkExtent2D> extent() override { return TRY(geometry()).extent; }

    VkResult show(const Pixels& pixels) override {
        const Geometry now = TRY(geometry());
        const xcb_gcontext_t context = xcb_.xcb_generate_id(connection_);
        xcb_.xcb_create_gc(connection_, context, window_, 0, nullptr);
        for (uint32_t row = 0; row < pixels.extent.height; row += rowsAtOnce(pixels))
            put(pixels, row, std::min(rowsAtOnce(pixels), pixels.extent.height - row), context,
                now.depth);
        xcb_.xcb_free_gc(connection_, context);
        xcb_.xcb_flush(connection_);
        return xcb_.xcb_connection_has_error(connection_) ? VK_ERROR_SURFACE_LOST_KHR : VK_SUCCESS;
    }

    Result<Geometry> geometry() const {
        const auto cookie = xcb_.xcb_get_geometry(connection_, window_);
        auto* reply = xcb_.xcb_get_geometry_reply(connection_, cookie, nullptr);
        if (!reply) return VK_ERROR_SURFACE_LOST_KHR;
        const Geometry geometry{{reply->width, reply->height}, reply->depth};
        std::free(reply);
        return geometry;
    }

  private:
    // A request has a greatest length.
    uint32_t rowsAtOnce(const Pixels& pixels) const {
        const uint64_t bytes = uint64_t(xcb_.xcb_get_maximum_request_length(connection_)) * 4;
        return std::max<uint64_t>((bytes - kHeaderBytes) / (pixels.extent.width * kPixelBytes), 1);
    }

    // The request's rows have no gaps.
    void put(const Pixels& pixels, uint32_t first, uint32_t rows, xcb_gcontext_t context,
             uint8_t depth) {
        const size_t rowBytes = size_t(pixels.extent.width) * kPixelBytes;
        packed_.resize(rowBytes * rows);
        for (uint32_t row = 0; row < rows; ++row)
            std::memcpy(&packed_[row * rowBytes], pixels.data + (first + row) * pixels.rowPitch,
                        rowBytes);
        xcb_.xcb_put_image(connection_, XCB_IMAGE_FORMAT_Z_PIXMAP, window_, context,
                           static_cast<uint16_t>(pixels.extent.width), static_cast<uint16_t>(rows),
                           0, static_cast<int16_t>(first), 0, depth,
                           static_cast<uint32_t>(packed_.size()), packed_.data());
    }

    const XcbLibrary& xcb_;
    xcb_connection_t* const connection_;
    const xcb_window_t window_;
    std::vector<uint8_t> packed_;  // scratch of put
};

}  // namespace

std::unique_ptr<Window> makeX11Window(xcb_connection_t* connection, xcb_window_t window) {
    const XcbLibrary* xcb = XcbLibrary::get();
    if (!xcb || !connection || xcb->xcb_connection_has_error(connection)) return nullptr;
    auto made = std::make_unique<X11Window>(*xcb, connection, window);
    auto geometry = made->geometry();
    if (!geometry.ok() || !hasPixels(*xcb, xcb->xcb_get_setup(connection), geometry.value().depth))
        return nullptr;
    return made;
}

xcb_connection_t* xcbConnection(void* xlibDisplay) {
    using Function = xcb_connection_t* (*)(void*);
    static const auto function = [] {
        void* library = dlopen("libX11-xcb.so.1", RTLD_NOW);
        return library ? reinterpret_cast<Function>(dlsym(library, "XGetXCBConnection")) : nullptr;
    }();
    return function ? function(xlibDisplay) : nullptr;
}

bool canShow(xcb_connection_t* connection, xcb_visualid_t visual) {
    const XcbLibrary* xcb = XcbLibrary::get();
    if (!xcb || !connection || xcb->xcb_connection_has_error(connection)) return false;
    const xcb_setup_t* setup = xcb->xcb_get_setup(connection);
    for (auto screen = xcb->xcb_setup_roots_iterator(setup); screen.rem;
         xcb->xcb_screen_next(&screen))
        for (auto depth = xcb->xcb_screen_allowed_depths_iterator(screen.data); depth.rem;
             xcb->xcb_depth_next(&depth))
            for (auto type = xcb->xcb_depth_visuals_iterator(depth.data); type.rem;
                 xcb->xcb_visualtype_next(&type))
                if (type.data->visual_id == visual)
                    return type.data->red_mask == 0xff0000 && type.data->blue_mask == 0xff &&
                           hasPixels(*xcb, setup, depth.data->depth);
    return false;
}

}  // namespace baker
