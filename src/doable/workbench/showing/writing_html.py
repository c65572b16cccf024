"""A document as HTML: one page that needs nothing else, or its sections for a page that has its own frame."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from doable.workbench.showing.document import Entry, Items, Paragraph, Table
from doable.workbench.showing.marks import sprite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.workbench.showing.document import Block, Document, Line, Run, Section

_DEEPEST = 6


class _Page(NamedTuple):
    """The language of the page, and where its links can lead."""

    language: str
    anchors: frozenset[str]


def html(document: Document) -> str:
    """The document as one self-contained page."""
    style = files("doable.workbench.showing").joinpath("document.css").read_text("utf-8")
    title = escape(f"{document.title}: {document.subtitle}")
    language = document.language
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{sprite()}\n"
        f"{_head(document)}\n<div class=frame>\n{_contents(document)}\n"
        f"<main>\n{fragment(document)}\n</main>\n</div>\n</body>\n</html>\n"
    )


def fragment(document: Document, level: int = 2) -> str:
    """The introduction and the sections alone, their headings from a level on."""
    page = _Page(document.language, document.anchors())
    introduction = "\n".join(_block(each, page) for each in document.introduction)
    sections = "\n".join(_section(section, level, page) for section in document.sections)
    return f'<div class="introduction">{introduction}</div>\n{sections}'


def _head(document: Document) -> str:
    particulars = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in document.particulars
    )
    return (
        f"<header>\n<h1>{escape(document.title)}</h1>\n<p class=subtitle>{escape(document.subtitle)}</p>\n"
        f"<dl>{particulars}</dl>\n</header>"
    )


def _contents(document: Document) -> str:
    if len(document.sections) < 2:
        return ""
    return (
        f"<nav aria-labelledby=contents>\n<h2 id=contents>{escape(document.contents)}</h2>\n"
        f"{_links(document.sections, deeper=True)}\n</nav>"
    )


def _links(sections: Iterable[Section], *, deeper: bool) -> str:
    items = []
    for section in sections:
        below = (
            _links(section.sections, deeper=False)
            if deeper and any(inner.sections for inner in section.sections)
            else ""
        )
        items.append(f'<li><a href="#{escape(section.anchor)}">{escape(section.title)}</a>{below}</li>')
    return f"<ul>{''.join(items)}</ul>"


def _section(section: Section, level: int, page: _Page, *, is_first: bool = True) -> str:
    """A section; those that hold others, or stand first in rank, are places to jump to by their heading."""
    name = f" <code>{escape(section.name)}</code>" if section.name else ""
    tag = f"h{min(level, _DEEPEST)}"
    anchor = escape(section.anchor)
    labelled = f' aria-labelledby="{anchor}-title"' if is_first or section.sections else ""
    parts = [
        f'<section id="{anchor}"{labelled}>',
        f'<{tag} id="{anchor}-title">{escape(section.title)}{name}</{tag}>',
        *_blocks(section.blocks, page),
        *(_section(inner, level + 1, page, is_first=False) for inner in section.sections),
        "</section>",
    ]
    return "\n".join(parts)


def _blocks(blocks: Iterable[Block], page: _Page) -> Iterable[str]:
    """The blocks; entries after one another are one list."""
    for is_entries, group in groupby(blocks, key=lambda block: isinstance(block, Entry)):
        if is_entries:
            yield _entries((block for block in group if isinstance(block, Entry)), page)
        else:
            yield from (_block(block, page) for block in group)


def _block(block: Block, page: _Page) -> str:
    match block:
        case Paragraph(line=line):
            return f"<p>{_line(line, page)}</p>"
        case Items(lines=lines):
            return f"<ul class=plain>{''.join(f'<li>{_line(line, page)}</li>' for line in lines)}</ul>"
        case Table():
            return _table(block, page)
        case Entry():
            return _entries([block], page)


def _table(table: Table, page: _Page) -> str:
    """A table whose rows stand as blocks on narrow pages; the roles say that they are rows all the same."""
    columns = "".join(f'<col style="width: {width}%">' for width in table.widths)
    head = "".join(f"<th scope=col role=columnheader>{escape(each)}</th>" for each in table.head)
    rows = []
    for row in table.rows:
        anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
        first, *others = (_line(cell, page) for cell in row.cells)
        cells = "".join(
            f'<td role=cell data-head="{escape(label)}">{cell}</td>'
            for label, cell in zip(table.head[1:], others, strict=True)
        )
        rows.append(f"<tr role=row{anchor}><th scope=row role=rowheader>{first}</th>{cells}</tr>")
    return (
        f'<table role=table aria-label="{escape(table.caption)}"><colgroup>{columns}</colgroup>'
        f"<thead role=rowgroup><tr role=row>{head}</tr></thead>\n"
        f"<tbody role=rowgroup>{chr(10).join(rows)}</tbody></table>"
    )


def _entries(entries: Iterable[Entry], page: _Page) -> str:
    return f"<ul class=entries>{chr(10).join(_entry(entry, page) for entry in entries)}</ul>"


def _entry(entry: Entry, page: _Page) -> str:
    anchor = f' id="{escape(entry.anchor)}"' if entry.anchor else ""
    top = _top(entry)
    because = f"<p class=because>{_line(entry.because, page)}</p>" if entry.because else ""
    reasoned = [_conditions(entry), because]
    parts = [top or _mark(entry), *(reversed(reasoned) if entry.begins_with_reason else reasoned)]
    parts += [f"<p class=detail>{_line(line, page)}</p>" for line in entry.details]
    if entry.exceptions:
        parts.append(_entries(entry.exceptions, page))
    kind = "" if top else " class=brief"
    return f'<li{anchor}{kind} data-verdict="{escape(entry.verdict)}">{"".join(parts)}</li>'


def _mark(entry: Entry) -> str:
    return f'<svg class=mark aria-hidden=true><use href="#mark-{escape(entry.verdict)}"/></svg>'


def _top(entry: Entry) -> str:
    answer = f"<b>{_mark(entry)}{escape(entry.answer)}</b>" if entry.answer else ""
    name = f'<a class=name href="#{escape(entry.anchor)}">{escape(entry.name)}</a>' if entry.name else ""
    return f"<p class=answer>{answer}{name}</p>" if answer or name else ""


def _conditions(entry: Entry) -> str:
    if not entry.lead:
        return ""
    lead = f"<p class=lead>{escape(entry.lead)}</p>"
    if not entry.conditions:
        return lead
    *first, last = (escape(each) for each in entry.conditions)
    items = "".join(f"<li>{each}, and</li>" for each in first) + f"<li>{last}</li>"
    return f"<div class=when>{lead}<ul>{items}</ul></div>"


def _line(line: Line, page: _Page) -> str:
    return "".join(_run(run, page) for run in line)


def _run(run: Run, page: _Page) -> str:
    text = escape(run.text)
    tag = {"strong": "b", "soft": "small", "code": "code"}.get(run.look, "")
    spoken = f' lang="{escape(run.language)}"' if run.language not in {"", page.language} else ""
    if tag or spoken:
        text = f"<{tag or 'span'}{spoken}>{text}</{tag or 'span'}>"
    return f'<a href="#{escape(run.link)}">{text}</a>' if run.link in page.anchors else text
