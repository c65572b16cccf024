"""A document as Markdown, for a repository or a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.workbench.showing.document import Entry, Items, Paragraph, Table, heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.workbench.showing.document import Block, Document, Line, Run, Section

_MARKS = re.compile(r"([\\`*_\[\]<>#|])")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def markdown(document: Document) -> str:
    """The document as Markdown; links lead to headings."""
    targets = _targets(document)
    lines = [f"# {_plain(document.title)}", "", f"{_plain(document.subtitle)}.", ""]
    lines += [f"- **{_plain(label)}:** {_plain(text)}" for label, text in document.particulars]
    lines.append("")
    for paragraph in document.introduction:
        lines += [_line(paragraph.line, targets), ""]
    if len(document.sections) > 1:
        lines += [f"## {_plain(document.contents)}", "", *_contents(document.sections, targets, 0), ""]
    for section in document.sections:
        lines += _section(section, targets, 2)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _targets(document: Document) -> dict[str, str]:
    """The anchors of sections with the ones that their headings get: letters small, `-` for each space."""
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    heads = [(document.title, "")]
    if len(document.sections) > 1:
        heads.append((document.contents, ""))
    heads += [(heading_of(each), each.anchor) for top in document.sections for each in top.with_sections()]
    for head, anchor in heads:
        slug = _NOT_IN_ANCHORS.sub("", head.lower()).replace(" ", "-")
        again = taken.get(slug, 0)
        taken[slug] = again + 1
        if anchor:
            found[anchor] = f"{slug}-{again}" if again else slug
    return found


def _contents(sections: tuple[Section, ...], targets: Mapping[str, str], depth: int) -> Iterator[str]:
    for section in sections:
        yield f"{'  ' * depth}- [{_plain(section.title)}](#{targets[section.anchor]})"
        if any(inner.sections for inner in section.sections):
            yield from _contents(section.sections, targets, depth + 1)


def _section(section: Section, targets: Mapping[str, str], level: int) -> Iterator[str]:
    name = f" (`{section.name}`)" if section.name else ""
    yield from (f"{'#' * level} {_plain(section.title)}{name}", "")
    for block in section.blocks:
        yield from _block(block, targets)
        if not isinstance(block, Entry):
            yield ""
    yield ""
    for inner in section.sections:
        yield from _section(inner, targets, level + 1)


def _block(block: Block, targets: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Paragraph(line=line):
            yield _line(line, targets)
        case Items(lines=lines):
            yield from (f"- {_line(line, targets)}" for line in lines)
        case Table():
            yield from _table(block, targets)
        case Entry():
            yield from _entry(block, targets, 0)


def _table(table: Table, targets: Mapping[str, str]) -> Iterator[str]:
    yield f"| {' | '.join(_plain(each) for each in table.head)} |"
    yield f"|{'---|' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(_line(cell, targets) for cell in row.cells)} |"


def _entry(entry: Entry, targets: Mapping[str, str], depth: int) -> Iterator[str]:
    """An entry as an item of a list, its parts on lines of their own, its exceptions as items below."""
    indent = "  " * depth
    first = [_lead(entry), _answer(entry, targets)]
    if entry.begins_with_reason:
        first.reverse()
    parts = [*first, *(_line(line, targets) for line in entry.details)]
    if entry.name:
        parts.append(f"`{entry.name}`")
    yield f"{indent}- " + f"  \n{indent}  ".join(part for part in parts if part)
    for exception in entry.exceptions:
        yield from _entry(exception, targets, depth + 1)


def _lead(entry: Entry) -> str:
    if not entry.lead:
        return ""
    conditions = " **and** ".join(_plain(each) for each in entry.conditions)
    return f"**{_plain(entry.lead)}**" + (f" {conditions}" if conditions else "") + ":"


def _answer(entry: Entry, targets: Mapping[str, str]) -> str:
    return " ".join(
        part
        for part in (f"**{_plain(entry.answer)}**" if entry.answer else "", _line(entry.because, targets))
        if part
    )


def _line(line: Line, targets: Mapping[str, str]) -> str:
    return "".join(_run(run, targets) for run in line)


def _run(run: Run, targets: Mapping[str, str]) -> str:
    text = f"`{run.text}`" if run.look == "code" else _plain(run.text)
    if run.look == "strong":
        words = text.rstrip()
        text = f"**{words}**{text[len(words) :]}"
    return f"[{text}](#{targets[run.link]})" if run.link in targets else text


def _plain(text: str) -> str:
    """Text in which no sign means anything to Markdown, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split("\n")))
