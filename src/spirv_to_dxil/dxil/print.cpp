#include "spirv_to_dxil/dxil/print.hpp"

#include "spirv_to_dxil/dxil/print_names.hpp"
#include "spirv_to_dxil/dxil/shader_flags.hpp"

namespace baker::dxil {
namespace {

class Printer {
  public:
    explicit Printer(const Module& module) : m_(module) {}

    std::string print() {
        heading();
        resources();
        signature("input", m_.inputs);
        signature("output", m_.outputs);
        signature("patch constant", m_.patchConstants);
        out_ += "\n";
        for (const Type* type : m_.types().all())
            if (type->kind == TypeKind::Struct && !type->name.empty()) printStructure(out_, type);
        for (const GlobalVariable* g : m_.globals()) global(*g);
        for (Function* f : m_.functions())
            if (!f->isDeclaration()) function(*f);
        return std::move(out_);
    }

  private:
    // --- what the shader is

    void heading() {
        constexpr std::string_view kStages[] = {"ps", "vs", "gs", "hs", "ds", "cs", "",  "",
                                                "",   "",   "",   "",   "",   "ms", "as"};
        line("; ", kStages[size_t(m_.kind)], "_6_", unsigned(m_.shaderModel.minor), " ",
             m_.entry->name);
        const uint32_t* n = m_.compute.numThreads;
        if (m_.kind == ShaderKind::Compute || m_.kind == ShaderKind::Mesh ||
            m_.kind == ShaderKind::Amplification)
            line("; numthreads ", n[0], " ", n[1], " ", n[2]);
        if (m_.compute.waveSize) line("; wave size ", m_.compute.waveSize);
        line("; shader flags ", shaderFlags(m_), ", features ", featureInfo(shaderFlags(m_)));
    }

    void resources() {
        constexpr std::string_view kLetters[] = {"t", "u", "b", "s"};
        for (const Resource* r : m_.resources()) {
            const RegisterRange& range = r->range;
            put("; ", kLetters[size_t(r->resourceClass)], range.base, " space", range.space, " x ");
            range.count == kUnboundedCount ? put("unbounded") : put(range.count);
            put(" ", resourceKindName(r->kind));
            if (r->component != ComponentType::Invalid) put(" ", componentTypeName(r->component));
            if (r->size) put(" ", r->size, " bytes");
            if (r->stride) put(" stride ", r->stride);
            if (r->globallyCoherent) put(" globallycoherent");
            line(" \"", r->name, "\"");
        }
    }

    void signature(std::string_view which, const Signature& signature) {
        for (const SignatureElement& e : signature) {
            put("; ", which, " ", e.semantic, e.semanticIndex, " ", componentTypeName(e.component),
                "x", unsigned(e.columns));
            if (e.rows > 1) put(" rows ", unsigned(e.rows));
            if (e.startRow != kNoRegister)
                put(" register ", unsigned(e.startRow), ".", unsigned(e.startColumn));
            if (e.interpolation != Interpolation::Undefined)
                put(" interpolation ", unsigned(e.interpolation));
            line("");
        }
    }

    // --- globals and functions

    void global(const GlobalVariable& g) {
        put("@", g.name, " = ");
        if (g.type->addressSpace == AddressSpace::GroupShared) put("groupshared ");
        put(g.constant ? "constant " : "global ");
        printType(out_, g.valueType);
        if (g.initializer) put(" "), printValue(out_, g.initializer);
        line(", align ", g.alignment);
    }

    void function(Function& f) {
        uint32_t id = 0;
        for (Argument* argument : f.arguments) argument->id = id++;
        for (BasicBlock* block : f.blocks)
            for (Instruction* i = block->first; i; i = i->next)
                if (!i->type->isVoid()) i->id = id++;
        put("\ndefine ");
        printType(out_, f.functionType->returnType());
        put(" @", f.name, "(");
        for (size_t i = 0; i < f.arguments.size(); ++i) {
            if (i) put(", ");
            typed(f.arguments[i]);
        }
        line(") {");
        for (BasicBlock* block : f.blocks) {
            line("b", block->id, ":");
            for (Instruction* i = block->first; i; i = i->next) instruction(*i);
        }
        line("}");
    }

    // --- instructions

    void instruction(const Instruction& i) {
        put("  ");
        if (!i.type->isVoid()) put("%", i.id, " = ");
        body(i);
        line("");
    }

    void body(const Instruction& i) {
        switch (i.opcode) {
            case Opcode::Binary:
                return operation(binaryName(BinaryOp(i.detail)), i);
            case Opcode::Compare:
                return compare(i);
            case Opcode::Cast:
                return cast(i);
            case Opcode::Select:
                return operands("select ", i);
            case Opcode::Phi:
                return phi(i);
            case Opcode::Alloca:
                return alloca_(i);
            case Opcode::GetElementPtr:
                return operands("getelementptr ", i);
            case Opcode::Load:
                return load(i);
            case Opcode::Store:
                return operands("store ", i), put(", align ", i.alignment);
            case Opcode::AtomicRmw:
                put("atomicrmw ");
                return operands(atomicName(AtomicRmwOp(i.detail)), i, " ");
            case Opcode::CmpXchg:
                return operands("cmpxchg ", i);
            case Opcode::ExtractValue:
                return operands("extractvalue ", i), put(", ", i.index);
            case Opcode::Call:
                return call(i);
            case Opcode::Branch:
                return put("br label %b", i.blocks[0]->id);
            case Opcode::CondBranch:
                return condBranch(i);
            case Opcode::Switch:
                return switch_(i);
            case Opcode::Return:
                return return_(i);
            case Opcode::Unreachable:
                return put("unreachable");
        }
    }

    void fastMath(const Instruction& i) {
        if (i.flags) put("fast ");
    }

    // Operands of one type, which is given once.
    void operation(std::string_view name, const Instruction& i) {
        put(name, " ");
        fastMath(i);
        typed(i.operand(0));
        put(", ");
        printValue(out_, i.operand(1));
    }

    void operands(std::string_view name, const Instruction& i, std::string_view after = "") {
        put(name, after);
        for (size_t k = 0; k < i.operands.size(); ++k) {
            if (k) put(", ");
            typed(i.operand(k));
        }
    }

    void compare(const Instruction& i) {
        put(i.operand(0)->type->isFloat() ? "fcmp " : "icmp ");
        operation(predicateName(Predicate(i.detail)), i);
    }

    void cast(const Instruction& i) {
        put(castName(CastOp(i.detail)), " ");
        typed(i.operand(0));
        put(" to ");
        printType(out_, i.type);
    }

    void phi(const Instruction& i) {
        put("phi ");
        printType(out_, i.type);
        for (size_t k = 0; k < i.operands.size(); ++k) {
            put(k ? ", [ " : " [ ");
            printValue(out_, i.operand(k));
            put(", %b", i.blocks[k]->id, " ]");
        }
    }

    void alloca_(const Instruction& i) {
        put("alloca ");
        printType(out_, i.allocated);
        put(", align ", i.alignment);
    }

    void load(const Instruction& i) {
        put("load ");
        printType(out_, i.type);
        operands(", ", i);
        put(", align ", i.alignment);
    }

    // The opcode of an intrinsic is spelt out behind the call.
    void call(const Instruction& i) {
        put("call ");
        printType(out_, i.type);
        put(" @", i.callee->name, "(");
        operands("", i);
        put(")");
        if (!i.callee->dxOp) return;
        if (const Constant* opcode = asNumber(i.operands[0]))
            if (const DxOpInfo* info = findDxOp(uint32_t(opcode->bits))) put("  ; ", info->name);
    }

    void condBranch(const Instruction& i) {
        operands("br ", i);
        put(", label %b", i.blocks[0]->id, ", label %b", i.blocks[1]->id);
    }

    void switch_(const Instruction& i) {
        put("switch ");
        typed(i.operand(0));
        put(", label %b", i.blocks[0]->id, " [");
        for (size_t k = 1; k < i.blocks.size(); ++k) {
            put(" ");
            typed(i.operand(k));
            put(", label %b", i.blocks[k]->id);
        }
        put(" ]");
    }

    void return_(const Instruction& i) {
        i.operands.empty() ? put("ret void") : operands("ret ", i);
    }

    // --- pieces

    void typed(const Value* value) {
        value = resolve(const_cast<Value*>(value));
        printType(out_, value->type);
        out_ += " ";
        printValue(out_, value);
    }

    template <typename... Pieces>
    void put(const Pieces&... pieces) {
        (piece(pieces), ...);
    }
    template <typename... Pieces>
    void line(const Pieces&... pieces) {
        put(pieces...);
        out_ += "\n";
    }
    void piece(std::string_view text) { out_ += text; }
    void piece(uint64_t number) { out_ += std::to_string(number); }
    void piece(uint32_t number) { out_ += std::to_string(number); }

    const Module& m_;
    std::string out_;
};

}  // namespace

std::string print(const Module& module) {
    return Printer(module).print();
}

}  // namespace baker::dxil
