"""What a replay found: how many asks come out how, what that costs, and which ones change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.deciding.notation import show_money
from doable.policy.vocabulary import ALLOWED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

VERDICTS = "doable billable phased needs_approval clarify refer declined forbidden".split()


@dataclass(frozen=True, slots=True)
class Sums:
    """Asks counted together, each with what it comes to under the old and under the new book.

    An ask is `changed` if its verdict, the money granted or the charge is another. Money and charges
    count where the verdict allows at once: doable, billable or phased.
    """

    asks: int = 0
    changed: int = 0
    money_old: Decimal = Decimal(0)
    money_new: Decimal = Decimal(0)
    charge_old: Decimal = Decimal(0)
    charge_new: Decimal = Decimal(0)

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.asks + other.asks,
            self.changed + other.changed,
            self.money_old + other.money_old,
            self.money_new + other.money_new,
            self.charge_old + other.charge_old,
            self.charge_new + other.charge_new,
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """What asks that are counted together have in common; `old` is None without an old book."""

    ask: str
    segment: str | None
    month: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Needed:
    """How many asks need an approval of a grade (and function) before they are granted."""

    grade: str
    function: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One ask that comes out otherwise: how, for how much, and by which rules."""

    id: str
    ask: str
    old: str
    new: str
    money_old: Decimal
    money_new: Decimal
    rules_old: tuple[str, ...]
    rules_new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that is missing in so many of the asks that were looked at."""

    fact: str
    question: str | None
    asks: int


@dataclass(frozen=True, slots=True)
class Open:
    """The asks that the new book can't settle, and what is missing in those that were looked at."""

    asks: int = 0
    looked_at: int = 0
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A book by name, version and digest."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Report:
    """A replay's figures; `cases` is None where only one ask was counted.

    `segment` is the fact that `kinds` are told apart by. `one_by_one` is how many asks were decided one
    by one because SQL can't count them, by reason; `unread` are columns and facts that neither book has.
    """

    new: Edition
    old: Edition | None
    engine: str
    currency: str
    cases: int | None
    segment: str | None
    kinds: Mapping[Kind, Sums]
    needed: tuple[Needed, ...]
    examples: tuple[Changed, ...]
    open: Open
    one_by_one: Mapping[str, int]
    unread: tuple[str, ...]

    @property
    def total(self) -> Sums:
        """All asks together."""
        return _sum(self.kinds.values())

    def matrix(self) -> dict[tuple[str | None, str], Sums]:
        """The asks by what they were and what they are, from yes to no."""
        found: dict[tuple[str | None, str], Sums] = {}
        for kind, sums in self.kinds.items():
            cell = kind.old, kind.new
            found[cell] = found.get(cell, Sums()) + sums
        return {
            cell: found[cell] for cell in sorted(found, key=lambda cell: (_place(cell[0]), _place(cell[1])))
        }

    def grouped(self, by: Callable[[Kind], object]) -> dict[object, Sums]:
        """The asks summed up by something of their kind, in that order; what isn't known comes last."""
        found: dict[object, list[Sums]] = {}
        for kind, sums in self.kinds.items():
            found.setdefault(by(kind), []).append(sums)
        return {key: _sum(found[key]) for key in sorted(found, key=lambda key: (key is None, str(key)))}

    def share(self, by: Callable[[Kind], object], key: object, *, new: bool) -> float:
        """Which part of a group can be granted at once."""
        inside = [(kind, sums.asks) for kind, sums in self.kinds.items() if by(kind) == key]
        granted = sum(asks for kind, asks in inside if (kind.new if new else kind.old) in ALLOWED)
        return granted / sum(asks for _, asks in inside)

    def as_json(self) -> dict[str, object]:
        """The report as plain data, ready for `json.dumps`; amounts are text with all digits."""
        return {
            "new": _edition(self.new),
            "old": _edition(self.old),
            "engine": self.engine,
            "currency": self.currency,
            "cases": self.cases,
            **self._sums(self.total),
            "matrix": [
                {"old": old, "new": new, **self._sums(sums)} for (old, new), sums in self.matrix().items()
            ],
            "approvals": [
                {"grade": each.grade, "function": each.function, **self._sides(each.old, each.new)}
                for each in self.needed
            ],
            "by_ask": self._groups(lambda kind: kind.ask),
            "by_segment": self._groups(lambda kind: kind.segment) if self.segment else None,
            "segment": self.segment,
            "by_month": self._groups(lambda kind: kind.month),
            "examples": [self._example(each) for each in self.examples],
            "open": {
                "asks": self.open.asks,
                "looked_at": self.open.looked_at,
                "facts": [
                    {"fact": each.fact, "question": each.question, "asks": each.asks}
                    for each in self.open.lacking
                ],
            },
            "one_by_one": [{"why": why, "asks": asks} for why, asks in self.one_by_one.items()],
            "unread": list(self.unread),
        }

    def _sums(self, sums: Sums) -> dict[str, object]:
        return {
            "asks": sums.asks,
            "changed": sums.changed,
            "money": self._sides(self._amount(sums.money_old), self._amount(sums.money_new)),
            "charge": self._sides(self._amount(sums.charge_old), self._amount(sums.charge_new)),
        }

    def _sides(self, old: object, new: object) -> dict[str, object]:
        return {"old": old if self.old else None, "new": new}

    def _amount(self, amount: Decimal) -> str:
        return show_money(amount.normalize(), self.currency)

    def _groups(self, by: Callable[[Kind], object]) -> list[dict[str, object]]:
        return [
            {
                "name": name,
                **self._sums(sums),
                "granted": self._sides(self.share(by, name, new=False), self.share(by, name, new=True)),
            }
            for name, sums in self.grouped(by).items()
        ]

    def _example(self, each: Changed) -> dict[str, object]:
        return {
            "id": each.id,
            "ask": each.ask,
            "verdict": self._sides(each.old, each.new),
            "money": self._sides(self._amount(each.money_old), self._amount(each.money_new)),
            "rules": self._sides(list(each.rules_old), list(each.rules_new)),
        }


def _sum(all_sums: Iterable[Sums]) -> Sums:
    total = Sums()
    for sums in all_sums:
        total += sums
    return total


def _place(verdict: str | None) -> int:
    return VERDICTS.index(verdict) if verdict in VERDICTS else -1


def _edition(edition: Edition | None) -> dict[str, str] | None:
    if edition is None:
        return None
    return {"name": edition.name, "version": edition.version, "digest": edition.digest}
