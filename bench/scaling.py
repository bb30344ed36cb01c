#!/usr/bin/env python3
"""Sums up scaling's table: averages, where the time goes, how time and memory grow with the input, and a plot.

    scaling.py TABLE.csv [PLOT.svg]
"""

import csv
import math
import sys

PASSES = ('read', 'translate', 'write')


def read(path):
    with open(path, encoding='utf8', newline='') as file:
        return [{key: value if key == 'module' else float(value) for key, value in row.items()}
                for row in csv.DictReader(file)]


def line(points):
    """Least squares: slope and intercept of y over x."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    slope = (sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points))
    return slope, mean_y - slope * mean_x


def report(rows):
    times = [sum(row[name] for name in PASSES) for row in rows]
    total = sum(times)
    words = sum(row['words'] for row in rows)
    exponent, _ = line([(math.log(row['words']), math.log(time)) for row, time in zip(rows, times)])
    slope, base = line([(row['words'], time) for row, time in zip(rows, times)])
    ratios = sorted(row['peak'] / (4 * row['words']) for row in rows)
    print(f'modules: {len(rows)}, {4 * words / len(rows) / 1000:.1f} KB of SPIR-V on average')
    print(f'time: {total / len(rows) / 1000:.3f} ms a module on average, {max(times) / 1000:.2f} ms at most')
    print(f'growth: time ~ words^{exponent:.2f}; {slope * 1000:.0f} ns a word + {base:.0f} us')
    for name in PASSES:
        print(f'{name}: {100 * sum(row[name] for row in rows) / total:.0f} %')
    print(f'peak memory / input: median {ratios[len(ratios) // 2]:.1f}, at most {ratios[-1]:.1f}')
    print(f'container / input: {sum(row["container"] for row in rows) / (4 * words):.2f}')


def plot(rows, path):
    """Time over size, both logarithmic, one dot a module."""
    width, height, margin = 640, 400, 50
    points = [(row['words'], sum(row[name] for name in PASSES)) for row in rows]
    low = [math.floor(math.log10(min(p[i] for p in points))) for i in (0, 1)]
    high = [math.ceil(math.log10(max(p[i] for p in points))) for i in (0, 1)]

    def place(axis, value):
        part = (math.log10(value) - low[axis]) / (high[axis] - low[axis])
        return margin + part * (width - 2 * margin) if axis == 0 else height - margin - part * (height - 2 * margin)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="white"/>']
    for power in range(low[0], high[0] + 1):
        x = place(0, 10 ** power)
        out.append(f'<path d="M{x:.0f} {margin}V{height - margin}" stroke="#ddd"/>'
                   f'<text x="{x:.0f}" y="{height - margin + 18}" text-anchor="middle">{10 ** power:,}</text>')
    for power in range(low[1], high[1] + 1):
        y = place(1, 10 ** power)
        label = f'{10 ** power / 1000:g} ms'
        out.append(f'<path d="M{margin} {y:.0f}H{width - margin}" stroke="#ddd"/>'
                   f'<text x="{margin - 4}" y="{y + 4:.0f}" text-anchor="end">{label}</text>')
    exponent, factor = line([(math.log(x), math.log(y)) for x, y in points])
    ends = [(x, math.exp(factor) * x ** exponent) for x in (min(p[0] for p in points), max(p[0] for p in points))]
    dots = sorted({(round(place(0, x)), round(place(1, y))) for x, y in points})
    out.append('<path stroke="#36c" stroke-width="3" stroke-linecap="round" stroke-opacity="0.5" d="'
               + ''.join(f'M{x} {y}h0' for x, y in dots) + '"/>')
    out.append('<path d="M' + 'L'.join(f'{place(0, x):.1f} {place(1, y):.1f}' for x, y in ends) + '" stroke="#c30"/>')
    out.append(f'<text x="{width // 2}" y="{height - 10}" text-anchor="middle">words of SPIR-V</text>'
               f'<text x="{width // 2}" y="30" text-anchor="middle">CPU time of translation; the line is words^{exponent:.2f}'
               '</text></svg>')
    with open(path, 'w', encoding='utf8') as file:
        file.write('\n'.join(out) + '\n')


def main(table, svg=None):
    rows = read(table)
    report(rows)
    if svg:
        plot(rows, svg)


main(*sys.argv[1:])
