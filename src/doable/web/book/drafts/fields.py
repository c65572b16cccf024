"""The form of one entry as it is drawn: fields with their labels, choices, and what was found in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.web.book.drafts.labels import choices_of, label_of
from doable.web.cases.wording import title
from doable.workbench.editing.entries import Content, Entry, content_of, key_lines
from doable.workbench.editing.forms import Part, flat, needed, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from doable.policy.book import Contents
    from doable.policy.findings import Finding

# Keys whose value is a name of the book, and what kind of name.
_NAMED = {"grade": "grades", "function": "functions", "ask": "asks", "type": "types"}
# Keys that few entries have: folded away while nothing stands in them.
_SELDOM = (
    "gives",
    "next",
    "note",
    "public",
    "advise",
    "consult",
    "second_person",
    "after",
    "optional",
    "reads",
    "looks_like",
    "is",
    "alternatives",
    "in_a_row",
    "evidence",
    "at_fault",
    "answer_within",
    "web",
    "email",
    "verdict",
    "as",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field, or several under a heading."""

    kind: str
    name: str
    ident: str
    label: str
    hint: str
    value: str
    chosen: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    needed: bool
    names: str
    rows: int
    findings: tuple[Finding, ...]
    parts: tuple[Drawn, ...]

    def leaves(self) -> Iterator[Drawn]:
        """The fields at any depth."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    @property
    def is_free(self) -> bool:
        """Whether nothing stands in it, and nothing has to."""
        return not self.needed and not self.findings and not any(leaf.value for leaf in self.leaves())


@dataclass(frozen=True, slots=True)
class Difference:
    """A key that says something else than in the version that the draft builds on."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one entry."""

    entry: Entry
    heading: str
    parts: tuple[Drawn, ...]
    was: str
    odd: tuple[str, ...]
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]
    is_new: bool
    fields: Mapping[str, str]
    more: tuple[Drawn, ...] = ()

    @property
    def posted(self) -> frozenset[str]:
        """The names that the form always sends; boxes that are not ticked send none."""
        ticked = {
            leaf.name for part in (*self.parts, *self.more) for leaf in part.leaves() if leaf.kind == "checks"
        }
        return frozenset(self.fields) - ticked

    @property
    def is_name(self) -> bool:
        """Whether it is called by a name of the book, not by words."""
        return bool(self.entry.at) and " " not in self.heading

    @property
    def takes_exceptions(self) -> bool:
        """Whether exceptions may stand under it."""
        return self.entry.shape in {"rule", "exception"}

    @property
    def may_go(self) -> bool:
        """Whether it can be taken out."""
        return bool(self.entry.at) and self.entry.at != "otherwise"


_SHAPES = {
    "ask": "The ask",
    "effect": "Otherwise",
    "limit": "Who may grant it",
    "book": "The book",
    "style": "Style",
}


def form_of(
    file: str,
    text: str,
    entry: Entry,
    *,
    languages: Sequence[str],
    findings: Sequence[Finding],
    base: Content | None,
) -> Form:
    """The form of an entry as it stands in a text, with what is found in it."""
    content = content_of(file, text, entry)
    parts = parts_of(content.values, entry.shape, languages, without=content.odd)
    lines = key_lines(file, text, entry)
    placed = {
        name: tuple(each for each in findings if first <= each.place.line <= last)
        for name, (first, last) in lines.items()
    }
    shown = {part.name for part in parts}
    own = tuple(
        each for each in findings if not any(each in found for name, found in placed.items() if name in shown)
    )
    wanted = needed(content.values, entry.shape)
    drawn = tuple(_drawn(part, entry.shape, placed.get(part.name, ()), part.name in wanted) for part in parts)
    fields = flat(parts)
    return Form(
        entry=entry,
        heading=entry.title if entry.listed else _SHAPES.get(entry.shape, entry.title),
        parts=tuple(each for each in drawn if not (each.name in _SELDOM and each.is_free)),
        more=tuple(each for each in drawn if each.name in _SELDOM and each.is_free),
        was=json.dumps(fields, ensure_ascii=False),
        odd=content.odd,
        findings=own,
        differences=differences(content, base, entry.shape),
        is_new=base is None,
        fields=fields,
    )


def _drawn(part: Part, shape: str, findings: tuple[Finding, ...], is_needed: bool) -> Drawn:
    """A field; what was found in several stands with the group, once."""
    is_id = (
        part.kind == "line"
        and part.key in _NAMED
        and (part.key != "ask" or (shape != "ask" and not part.doc.startswith("the question")))
    )
    value = part.value
    return Drawn(
        kind="choice" if part.kind == "truth" else part.kind,
        name=part.name,
        ident=f"f-{part.name.replace('.', '-')}",
        label=label_of(shape, part.key, part.language, part.name),
        hint=part.doc[:1].upper() + part.doc[1:] + "." if part.doc and part.kind != "text" else "",
        value=value,
        chosen=tuple(value.split("\n")) if part.kind == "checks" else (),
        choices=tuple(choices_of(part.key, part.choices)),
        needed=is_needed,
        names=_NAMED[part.key] if is_id else "",
        rows=min(
            8, max(2 if part.kind in {"text", "formula"} else 3, len(value) // 48 + value.count("\n") + 1)
        ),
        findings=findings,
        parts=tuple(
            _drawn(each, shape, (), each.required and part.kind == "group" and is_needed)
            for each in part.parts
        ),
    )


def differences(now: Content, base: Content | None, shape: str) -> tuple[Difference, ...]:
    """What an entry says otherwise than it did."""
    if base is None:
        return ()
    names = [*now.values, *(name for name in base.values if name not in now.values)]
    return tuple(
        Difference(label_of(shape, name), told(base.values.get(name)), told(now.values.get(name)))
        for name in names
        if base.values.get(name) != now.values.get(name)
    )


def told(value: object) -> str:
    """A value in one line, for eyes."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return (
            ", ".join(f"{name.replace('_', ' ')}: {told(each)}" for name, each in value.items()) or "nothing"
        )
    if isinstance(value, list):
        return ", ".join(told(each) for each in value)
    return str(getattr(value, "text", value))


def names_of(contents: Contents | None) -> dict[str, list[tuple[str, str]]]:
    """The names that fields of the form suggest."""
    if contents is None:
        return {}
    asks = [(name, title(name)) for name in contents.asks]
    referrals = [(f"referral.{name}", str(each.called)) for name, each in contents.referrals.items()]
    types = ("bool", "int", "decimal", "money", "string", "enum", "date", "timestamp", "duration")
    return {
        "grades": [(name, "") for name in contents.grades],
        "functions": [(name, "") for name in ("any", *contents.functions)],
        "asks": [*asks, *referrals, ("any", "every ask")],
        "types": [(name, "") for name in types],
    }
