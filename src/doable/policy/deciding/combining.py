"""How effects join: docs/books/meaning.md, 1 to 3.

A `Way` is one way the rules may come out. Where conditions are unknown there are several: each unknown
rule is taken both in force and not, each independently. Joining is commutative, so the order in which
rules stand means nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.decision import PlanStep
from doable.policy.language.exact import add
from doable.policy.language.values import Duration, Failed, Fault, Timestamp, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Set

    from doable.policy.book import Ask, Effect, Rule
    from doable.policy.language.values import Value

# Which kind wins where several hold; within `allow` all conditions hold together.
KINDS = ("none", "allow", "refer", "decline", "forbid")
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
MOST_WAYS = 2_000

Status = bool | Unknown | Fault
Plan = tuple[PlanStep, ...] | Unknown | Fault | None


class TooManyWays(Exception):
    """So many rules are open that the ways can't be compared; nothing is promised then."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way the rules come out: what wins, and for what is allowed all its conditions.

    `approvals` has one entry (function, rank of the grade, never the asker) per function; `charge` is
    the exact sum before rounding, None where nothing is billed; `granted` is sorted by name.
    """

    kind: str = "none"
    approvals: tuple[tuple[str, int, bool], ...] = ()
    charge: Value = None
    plan: Plan = None
    granted: tuple[tuple[str, Value], ...] = ()

    def open_values(self) -> Iterable[Unknown | Fault]:
        """What is not known, or went wrong, among the values."""
        values = (self.charge, self.plan, *(value for _, value in self.granted))
        return (value for value in values if isinstance(value, Unknown | Fault))


NOTHING = Way()
_NONE = frozenset((NOTHING,))


def join(one: Way, other: Way) -> Way:
    """Two ways holding together."""
    if one.kind != other.kind:
        return one if _RANK[one.kind] > _RANK[other.kind] else other
    if one.kind != "allow":
        return one
    return Way(
        "allow",
        _join_approvals(one.approvals, other.approvals),
        _sum(one.charge, other.charge),
        _join_plans(one.plan, other.plan),
        _join_granted(dict(one.granted), dict(other.granted)),
    )


def _join_approvals(
    one: tuple[tuple[str, int, bool], ...], other: tuple[tuple[str, int, bool], ...]
) -> tuple[tuple[str, int, bool], ...]:
    joined: dict[str, tuple[int, bool]] = {}
    for function, rank, second in (*one, *other):
        known_rank, known_second = joined.get(function, (rank, second))
        joined[function] = (max(rank, known_rank), second or known_second)
    return tuple((function, *joined[function]) for function in sorted(joined))


def with_approval(way: Way, function: str, rank: int, *, second: bool) -> Way:
    """The way with one more approval to get."""
    return replace(way, approvals=_join_approvals(way.approvals, ((function, rank, second),)))


def _sum(one: Value, other: Value) -> Value:
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Unknown) and isinstance(other, Unknown):
        return Unknown(one.names | other.names)
    for value in (one, other):
        if isinstance(value, Unknown | Fault):
            return value
    try:
        return add(cast("Decimal", one), cast("Decimal", other))
    except Failed as failure:
        return Fault(str(failure))


def _join_plans(one: Plan, other: Plan) -> Plan:
    if one is None or other is None:
        return other if one is None else one
    return Fault("two transition plans are in force at once")


def _join_granted(one: dict[str, Value], other: dict[str, Value]) -> tuple[tuple[str, Value], ...]:
    names = sorted(one.keys() | other.keys())
    return tuple(
        (
            name,
            _lesser(name, one[name], other[name])
            if name in one and name in other
            else one.get(name, other.get(name)),
        )
        for name in names
    )


def _lesser(name: str, one: Value, other: Value) -> Value:
    """Of two values given under one name, the one that promises less: smaller sums, later days."""
    if one == other and type(one) is type(other):
        return one
    for value in (one, other):
        if isinstance(value, Fault):
            return value
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return Unknown(_names(one) | _names(other))
    if all(isinstance(value, int | Decimal) and not isinstance(value, bool) for value in (one, other)):
        return min(cast("Decimal", one), cast("Decimal", other))
    if type(one) is type(other) and isinstance(one, date | Timestamp | Duration):
        return max(one, cast("date", other))
    return Fault(f"two rules give different values for `{name}`")


def _names(value: Value) -> frozenset[str]:
    return value.names if isinstance(value, Unknown) else frozenset()


class Rules:
    """The rules of an ask in one situation: how each condition stands, and what each effect comes to.

    `statuses` go by `id` of the rule; a rule that is not there does not hold.
    """

    def __init__(self, ask: Ask, statuses: Mapping[int, Status], effects: Callable[[Effect], Way]) -> None:
        self.ask = ask
        self.statuses = statuses
        self.effects = effects
        self._options: dict[int, frozenset[Way]] = {}
        for rule in ask.rules:
            with suppress(TooManyWays):  # raised again where the ways are asked for
                self._options[id(rule)] = self._options_of(rule, {})

    def ways(self, forced: Rule | None = None, *, holds: bool = False) -> frozenset[Way]:
        """Every way the rules may come out; a `forced` rule or exception is taken to hold, or not.

        Raises TooManyWays beyond a limit that no sensible book reaches.
        """
        found = {NOTHING}
        for options in self._distinct(forced, holds=holds):
            found = {join(way, option) for way in found for option in options}
            _limit(found)
        if NOTHING in found:
            found = (found - {NOTHING}) | {self.effects(self.ask.otherwise.effect)}
        return frozenset(found)

    def _distinct(self, forced: Rule | None, *, holds: bool) -> Iterator[frozenset[Way]]:
        """What the rules may contribute; of those without values that may do the same, one."""
        seen: set[frozenset[Way]] = {_NONE}
        for rule in self.ask.rules:
            options = self._options.get(id(rule)) or self._options_of(rule, {})
            if forced is not None and (forced is rule or id(forced) in self._exceptions_of(rule)):
                options = self._options_of(rule, {id(forced): holds})
            if options in seen:
                continue
            if all(way.kind != "allow" for way in options):
                seen.add(options)
            yield options

    def _exceptions_of(self, rule: Rule) -> set[int]:
        return {id(each) for each in rule.with_exceptions()} if rule.exceptions else set()

    def _status(self, rule: Rule, forced: Mapping[int, bool]) -> Status:
        return forced.get(id(rule), self.statuses.get(id(rule), False))

    def _options_of(self, rule: Rule, forced: Mapping[int, bool]) -> frozenset[Way]:
        """The ways a rule alone may come out."""
        status = self._status(rule, forced)
        if status is False:
            return _NONE
        inner = self._in_force(rule, forced)
        return inner if status is True else inner | _NONE

    def _in_force(self, rule: Rule, forced: Mapping[int, bool]) -> frozenset[Way]:
        """What a rule that holds may give: its own effect, or those of its exceptions that hold."""
        found: set[Way | None] = {None}
        for exception in rule.exceptions:
            status = self._status(exception, forced)
            if status is False:
                continue
            inner = self._in_force(exception, forced)
            held: set[Way | None] = {join(way or NOTHING, option) for way in found for option in inner}
            found = held if status is True else found | held
            _limit(found)
        return frozenset(self.effects(rule.effect) if way is None else way for way in found)

    def refuses_whatever(self, name: str) -> bool:
        """Whether a rule that does not read a name, nor does any of its exceptions, refuses in every way."""
        return any(
            _RANK["allow"] < min(_RANK[way.kind] for way in self._options.get(id(rule), _NONE))
            and not any(name in each.when.reads for each in rule.with_exceptions())
            for rule in self.ask.rules
        )

    def certain(self) -> list[Rule]:
        """The rules and exceptions whose effect is in force in every way; `otherwise` if it is."""
        found: list[Rule] = []
        nothing = True
        for rule in self.ask.rules:
            nothing = nothing and self._options.get(id(rule)) == _NONE
            if self.statuses.get(id(rule)) is True:
                found.extend(self._certain_within(rule))
        return [self.ask.otherwise] if nothing else found

    def _certain_within(self, rule: Rule) -> list[Rule]:
        standing = [self.statuses.get(id(exception), False) for exception in rule.exceptions]
        if all(status is False for status in standing):
            return [] if rule.effect.then == "lift" else [rule]
        holding = [
            exception for exception, status in zip(rule.exceptions, standing, strict=True) if status is True
        ]
        return [found for exception in holding for found in self._certain_within(exception)]

    def unsettled(self) -> list[Rule]:
        """The rules and exceptions whose condition is unknown or failed, where that can still matter."""
        found: list[Rule] = []
        pending = list(self.ask.rules)
        while pending:
            rule = pending.pop()
            status = self.statuses.get(id(rule), False)
            if status is False:
                continue
            if status is not True:
                found.append(rule)
            pending.extend(rule.exceptions)
        return found


def _limit(ways: Set[Way | None] | Set[Way]) -> None:
    if len(ways) > MOST_WAYS:
        raise TooManyWays
