"""A book as the things it says, each on its own: what two books are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.language.printing import unparse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Text
    from doable.policy.expression import Expression
    from doable.policy.findings import Place


@dataclass(frozen=True, slots=True)
class Wording:
    """How something is put; what `means` the same is the same, however it is written."""

    shown: str
    means: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a book says: a rule, a fact, a row of authority ..; its parts by what they are called.

    `ask` is the one it belongs to, `under` the rule that an exception stands under. Where a thing has no
    name of its own, `loosely` holds what it is recognised by, the closest first.
    """

    what: str
    name: str
    place: Place
    said: Mapping[str, Wording]
    ask: str | None = None
    under: str | None = None
    loosely: tuple[str, ...] = ()


Parts = dict[str, Wording]


def parts(**named: Wording | None) -> Parts:
    """Parts by what they are called, `_` standing for a blank; what is not said is left out."""
    return {name.replace("_", " "): wording for name, wording in named.items() if wording is not None}


def words(said: object) -> Wording | None:
    """Plain words, blanks and line ends being all the same; nothing where there are none."""
    text = " ".join(str(said).split()) if said is not None else ""
    return Wording(text, text) if text else None


def truth(said: bool, yes: str) -> Wording | None:
    """Words that stand there only if something is so."""
    return Wording(yes, yes) if said else None


def text(said: Text | None) -> Wording | None:
    """A text; with its languages where it has several."""
    if said is None or len(said.by_language) == 1:
        return words(said)
    return words(" / ".join(f"{language}: {each}" for language, each in said.by_language))


def formula(said: Expression | None) -> Wording | None:
    """A condition or value as it is written; parentheses that change nothing make no difference."""
    return None if said is None else Wording(" ".join(said.source.split()), unparse(said.node))


def formulas(said: tuple[tuple[str, Expression], ...] | None) -> Wording | None:
    """Values by name, in whatever order they stand."""
    if said is None:
        return None
    found = [(name, formula(value)) for name, value in sorted(said, key=_name)]
    shown = ", ".join(f"{name}: {wording.shown}" for name, wording in found if wording)
    means = ", ".join(f"{name}: {wording.means}" for name, wording in found if wording)
    return Wording(shown or "nothing", means)


def _name(named: tuple[str, object]) -> str:
    return named[0]
