"""What the company's records say of a case: the customer's own order, contract, machine ... that is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doable.policy.book import Contents
    from doable.understanding.understood import Understanding

    Record = Mapping[str, object]

CUSTOMER = "customer"
# Under which key a record carries what it is known by.
_NAMES = ("number", "serial", "id")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Facts by name in the JSON of `decide`, the records they come from by kind, and what was not sure."""

    facts: Mapping[str, object]
    records: Mapping[str, Record] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def gather(
    contents: Contents,
    understanding: Understanding,
    records: Mapping[str, Sequence[Record]],
    customer: str | None,
) -> Gathered:
    """The facts that the records of one customer give for what a message speaks of.

    `records` holds flat records by kind (order, contract ...): `customer` names whose they are, the key of
    another kind links to a record of it, every other key is the fact `<kind>.<key>`; null is known to be
    absent where the fact is optional, else not known. `customer` is the
    id of a customer whose identity is proven; without one nothing of any record is given.
    """
    if customer is None:
        return Gathered({})
    choice = _Choice(understanding, {kind: _own(kind, found, customer) for kind, found in records.items()})
    chosen = choice.made()
    facts = {
        f"{kind}.{key}": value
        for kind, record in chosen.items()
        for key, value in record.items()
        if (fact := contents.facts.get(f"{kind}.{key}")) and (value is not None or fact.optional)
    }
    return Gathered(facts, chosen, tuple(choice.doubts(chosen)))


def _own(kind: str, records: Iterable[Record], customer: str) -> list[Record]:
    key = "id" if kind == CUSTOMER else CUSTOMER
    return [record for record in records if str(record.get(key)) == customer]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which record of each kind a message means, out of the customer's own."""

    understanding: Understanding
    own: Mapping[str, list[Record]]

    def made(self) -> dict[str, Record]:
        """The one named; else the one that belongs to those already chosen; else the only one."""
        chosen: dict[str, Record] = {}
        for kind in self.own:
            self._take(chosen, kind, self._named(kind))
        for _round in self.own:
            for kind in self._left(chosen):
                self._take(chosen, kind, [found for found in self.own[kind] if _linked(kind, found, chosen)])
        for kind in self._left(chosen):
            self._take(chosen, kind, self.own[kind])
        return chosen

    def doubts(self, chosen: Mapping[str, Record]) -> Iterable[str]:
        """What the message names that is not this customer's."""
        for kind in self.own:
            if kind not in chosen and (names := self._said(kind)):
                said = ", ".join(str(name) for name in names)
                yield f"no {kind} of this customer is known as {said}: ask, and tell nothing of it"

    def _left(self, chosen: Mapping[str, Record]) -> list[str]:
        """The kinds still open; where a message names one that is not the customer's, none is taken."""
        return [kind for kind in self.own if kind not in chosen and not self._said(kind)]

    @staticmethod
    def _take(chosen: dict[str, Record], kind: str, found: list[Record]) -> None:
        if len(found) == 1:
            chosen[kind] = found[0]

    def _named(self, kind: str) -> list[Record]:
        said = {_bare(value) for value in self._said(kind)}
        return [found for found in self.own[kind] if said & {_bare(found.get(name)) for name in _NAMES}]

    def _said(self, kind: str) -> tuple[object, ...]:
        names = [f"{kind}.{name}" for name in _NAMES] + ([f"{_NAMES[1]}.number"] if kind == "machine" else [])
        facts = self.understanding.facts
        return tuple(value for name in names if name in facts for value in facts[name].values)


def _linked(kind: str, record: Record, chosen: Mapping[str, Record]) -> bool:
    """Whether a record names one that is chosen, or is named by it."""
    mine = {_bare(record.get(name)) for name in _NAMES} - {""}
    for other, found in chosen.items():
        if other == CUSTOMER:
            continue
        theirs = {_bare(found.get(name)) for name in _NAMES} - {""}
        if _bare(record.get(other)) in theirs or _bare(found.get(kind)) in mine:
            return True
    return False


def _bare(value: object) -> str:
    """An identifier without the marks that people leave out: `CC-48213` and `48213` are one."""
    return re.sub(r"^[A-Z]+-?(?=\d)|[\s#.-]", "", str(value or "").upper())
