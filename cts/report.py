"""Reports: a table by group for the terminal, and an HTML page that adds the failing cases' messages."""

import collections
import html

from cases import PREFIX
from results import COLUMNS, column, is_bad

STYLE = '''body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em }
table { border-collapse: collapse } td, th { padding: .15em .7em; text-align: right; border-bottom: 1px solid #ddd }
td:first-child, th:first-child { text-align: left } .bad { color: #b00 } pre { background: #f4f4f4; padding: .6em;
white-space: pre-wrap; max-height: 20em; overflow: auto } summary { cursor: pointer }'''


def group_of(case, depth):
    return '.'.join(case.removeprefix(PREFIX).split('.')[:depth])


class Table:
    """Counts by group of one or more runs, side by side. `runs` is [(name, {case: Result})]."""

    def __init__(self, runs, depth=1):
        self.names = [name for name, _ in runs]
        self._counts = [collections.defaultdict(collections.Counter) for _ in runs]
        self._seconds = [collections.Counter() for _ in runs]
        for counts, seconds, (_, results) in zip(self._counts, self._seconds, runs):
            for result in results.values():
                for group in (group_of(result.case, depth), 'all'):
                    counts[group][column(result.status)] += 1
                    seconds[group] += result.seconds
        groups = {group for counts in self._counts for group in counts if group != 'all'}
        self.groups = [*sorted(groups), 'all']

    def head(self):
        return ['group', *[f'{name}{column}' for name in self._prefixes() for column in (*COLUMNS, 'seconds')]]

    def row(self, group):
        """Numbers as text; zero is empty, so that failures stand out."""
        cells = [group]
        for counts, seconds in zip(self._counts, self._seconds):
            cells += [str(counts[group][name] or '') for name in COLUMNS] + [f'{seconds[group]:.1f}']
        return cells

    def _prefixes(self):
        return [''] if len(self.names) == 1 else [name + ' ' for name in self.names]


def text(table):
    rows = [table.head(), *map(table.row, table.groups)]
    widths = [max(map(len, cells)) for cells in zip(*rows)]
    return '\n'.join('  '.join([cells[0].ljust(widths[0]),
                                *[cell.rjust(width) for cell, width in zip(cells[1:], widths[1:])]]).rstrip()
                     for cells in rows)


def shared_summary(results, reference):
    """How a run does on the cases that the reference passes."""
    counted = [results[case] for case, result in reference.items()
               if column(result.status) == 'pass' and case in results]
    if not counted:
        return 'the reference passes none of these cases'
    counts = collections.Counter(column(result.status) for result in counted)
    parts = [f'{name} {counts[name]} ({100 * counts[name] / len(counted):.2f} %)' for name in COLUMNS if counts[name]]
    ours = sum(result.seconds for result in counted)
    theirs = sum(reference[result.case].seconds for result in counted)
    ratio = f'; time {ours / theirs:.2f} times the reference\'s' if theirs else ''
    return f'of {len(counted)} cases that the reference passes: {", ".join(parts)}{ratio}'


def page(header, table, results, expectations):
    bad = sorted((result for result in results.values() if is_bad(result.status)), key=lambda result: result.case)
    return (f'<!doctype html><meta charset="utf-8"><title>dEQP-VK: {html.escape(header["driver"])}</title>'
            f'<style>{STYLE}</style><h1>dEQP-VK</h1>{_facts(header)}{_html_table(table)}'
            f'<h2>{len(bad)} failing cases</h2>{"".join(_failure(result, expectations) for result in bad)}')


def _facts(header):
    rows = ''.join(f'<tr><td>{html.escape(name)}<td>{html.escape(str(value))}' for name, value in header.items())
    return f'<table>{rows}</table>'


def _html_table(table):
    head = ''.join(f'<th>{html.escape(cell)}' for cell in table.head())
    rows = ''.join('<tr>' + ''.join(f'<td>{html.escape(cell)}' for cell in table.row(group)) for group in table.groups)
    return f'<h2>By group</h2><table><tr>{head}{rows}</table>'


def _failure(result, expectations):
    expectation = expectations.of(result.case)
    known = f' (expected: {html.escape(expectation.reason)})' if expectation else ''
    return (f'<details><summary>{html.escape(result.case)} <span class="bad">{html.escape(result.status)}</span>{known}'
            f'</summary><pre>{html.escape(result.message)}</pre></details>')
