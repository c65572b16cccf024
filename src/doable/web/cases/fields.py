"""Fields typed by the facts and params of the book: how they are shown, and how what was typed is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.desk.stating import sources_for
from doable.policy.deciding.notation import read_value, show_value
from doable.web.cases.cards import Choice, Field
from doable.web.cases.wording import SOURCES, capital, fact_label, title

if TYPE_CHECKING:
    from doable.policy.book import Contents, Fact, Param
    from doable.policy.language.declarations import Type

_YES_NO = (("true", "yes"), ("false", "no"))
_INPUTS = {"bool": "choice", "enum": "choice", "money": "amount", "decimal": "amount", "int": "number"}
_COMMA = re.compile(r"^([-+]?\d[\d.]*),(\d{1,2})$")
_THOUSANDS = re.compile(r"(?<=\d)[,\s](?=\d{3}(\D|$))")


def fact_field(contents: Contents, fact: Fact, value: object = None) -> Field | None:
    """The field that puts a fact right; None where no colleague can vouch for it."""
    sources = sources_for(fact)
    if not sources or fact.type.name == "list":
        return None
    said = {"colleague": "I know it", "customer": "The customer told us", "document": "A document shows it"}
    return _field(
        contents,
        fact.name,
        fact.type,
        value,
        label=fact_label(fact.name),
        means=capital(str(fact.means or "")),
        sources=tuple(Choice(source, said.get(source, SOURCES[source])) for source in sources),
        optional=fact.optional,
    )


def param_field(contents: Contents, param: Param, value: object = None) -> Field:
    """The field for a param of an ask."""
    return _field(
        contents,
        param.name,
        param.type,
        value,
        label=title(param.name),
        means=capital(str(param.means or "")),
    )


def _field(  # noqa: PLR0913 - one maker for both kinds of fields
    contents: Contents,
    name: str,
    kind: Type,
    value: object,
    *,
    label: str,
    means: str = "",
    sources: tuple[Choice, ...] = (),
    optional: bool = False,
) -> Field:
    raw = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    return Field(
        name=name,
        label=label,
        kind=_INPUTS.get(kind.name, kind.name if kind.name == "date" else "text"),
        value=raw,
        choices=_choices(kind, raw, optional=optional),
        sources=sources,
        means=means,
        unit=contents.currency if kind.name == "money" else "",
    )


def _choices(kind: Type, raw: str, *, optional: bool) -> tuple[Choice, ...]:
    if kind.name == "bool":
        known: tuple[tuple[str, str], ...] = _YES_NO
    elif kind.name == "enum":
        known = tuple((word, word.replace("_", " ")) for word in kind.values)
    else:
        return ()
    absent = (("null", "none"),) if optional else ()
    return tuple(
        Choice(value, label, chosen=value == raw) for value, label in (*known, *absent, ("", "not known"))
    )


def typed(contents: Contents, kind: Type, raw: str, name: str) -> object:
    """What somebody typed as the JSON of a decision; None for nothing. Raises InputError."""
    text = raw.strip()
    return (
        show_value(read_value(_readable(kind, text), kind, name), kind, contents.currency) if text else None
    )


def _readable(kind: Type, text: str) -> object:
    if kind.name == "bool":
        return {"true": True, "false": False}.get(text, text)
    if kind.name in {"money", "decimal", "int"}:
        bare = re.sub(r"[^\d.,+\-\s]", "", text).strip()
        comma = _COMMA.match(bare)
        return f"{comma[1].replace('.', '')}.{comma[2]}" if comma else _THOUSANDS.sub("", bare) or text
    if kind.name == "list" and kind.of is not None:
        of = kind.of
        return [_readable(of, part.strip()) for part in text.split(",") if part.strip()]
    return text
