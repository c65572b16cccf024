"""A condition or value of the book: parsed, checked, and ready to be worked out in a situation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.policy.language.compiling.python import UNKNOWN, compile_three
from doable.policy.language.evaluating import evaluate
from doable.policy.language.tree import Call, names_in, walk
from doable.policy.language.values import Fault, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from zoneinfo import ZoneInfo

    from doable.policy.findings import Place
    from doable.policy.language.checking import Checked
    from doable.policy.language.declarations import Type
    from doable.policy.language.tree import Node
    from doable.policy.language.values import Plain, Value


class Situation:
    """What is known when an ask is decided.

    `given` holds values by name: facts, params as `ask.<name>`, `now` and `today`. What is absent is
    unknown; `unknown` says why, where it is more than that. `known` adds the facts that have an
    expression (`computed`), worked out when first read.
    """

    __slots__ = ("_read", "computed", "given", "known", "open", "unknown", "zone")

    def __init__(
        self,
        given: Mapping[str, Plain],
        zone: ZoneInfo,
        computed: Mapping[str, Expression] | None = None,
        unknown: Mapping[str, Unknown | Fault] | None = None,
    ) -> None:
        self.given = given
        self.unknown = unknown or {}
        self.zone = zone
        self.computed = computed or {}
        self._read: frozenset[str] | None = None
        self.known: dict[str, Plain] = dict(given)
        self.open: dict[str, Unknown | Fault] = dict(self.unknown)

    def lookup(self, name: str) -> Value:
        """The value of a name; Unknown with the leaf facts that are missing."""
        if name in self.known:
            return self.known[name]
        if name in self.open:
            return self.open[name]
        expression = self.computed.get(name)
        value: Value = expression.value(self) if expression else Unknown(frozenset((name,)))
        if isinstance(value, Unknown | Fault):
            self.open[name] = value
        else:
            self.known[name] = value
        return value

    def replaced(self, values: Mapping[str, Plain]) -> Situation:
        """The same situation where some names have other values."""
        return self._like({**self.given, **values}, self.unknown, values)

    def without(self, name: str, why: Unknown | Fault) -> Situation:
        """The same situation where a name has no value, and why."""
        given = {known: value for known, value in self.given.items() if known != name}
        return self._like(given, {**self.unknown, name: why}, (name,))

    def with_params(self, values: Mapping[str, Plain], unknown: Mapping[str, Unknown | Fault]) -> Situation:
        """The same situation with the params of an ask, as far as they are known."""
        return self._like({**self.given, **values}, {**self.unknown, **unknown}, (*values, *unknown))

    def read_by_computed(self) -> frozenset[str]:
        """The names that the expressions of computed facts read."""
        if self._read is None:
            self._read = frozenset(name for found in self.computed.values() for name in found.reads)
        return self._read

    def _like(
        self, given: Mapping[str, Plain], unknown: Mapping[str, Unknown | Fault], changed: Iterable[str]
    ) -> Situation:
        """Another situation that keeps the computed facts worked out here, unless one reads what changed."""
        other = Situation(given, self.zone, self.computed, unknown)
        other._read = self.read_by_computed()
        if other._read.isdisjoint(changed):
            for name in self.computed:
                if name in self.known:
                    other.known.setdefault(name, self.known[name])
                elif name in self.open:
                    other.open[name] = self.open[name]
        return other


@dataclass(slots=True, eq=False)
class Expression:
    """An expression with its source, its checked tree and its type."""

    source: str
    checked: Checked
    place: Place
    _three: Callable[[Mapping[str, Plain]], object] | None = None
    _parts: dict[str, tuple[Call, ...]] = field(default_factory=dict)

    @property
    def node(self) -> Node:
        """The checked tree."""
        return self.checked.node

    @property
    def type(self) -> Type:
        """The type of its value."""
        return self.checked.type

    @property
    def reads(self) -> frozenset[str]:
        """The names it reads directly."""
        return self.checked.reads

    def parts_reading(self, name: str) -> tuple[Call, ...]:
        """The calls within it that read a name; found once."""
        if name not in self._parts:
            calls = (part for part in walk(self.node) if isinstance(part, Call))
            self._parts[name] = tuple(call for call in calls if name in names_in(call))
        return self._parts[name]

    def value(self, situation: Situation) -> Value:
        """Its value here; computed facts it reads are worked out as needed."""
        if self._three is None:
            self._three = compile_three(self.checked)
        for name in self.reads & situation.computed.keys():
            situation.lookup(name)
        try:
            value = self._three(situation.known)
        except (ArithmeticError, TypeError, ValueError, LookupError, AttributeError):
            return self._plainly(situation)
        if value is UNKNOWN:
            return self._plainly(situation)
        return value  # type: ignore[return-value]  # compiled code gives plain values or UNKNOWN

    def _plainly(self, situation: Situation) -> Value:
        """Its value by the reference reading, which also tells what is missing or went wrong."""
        try:
            return evaluate(self.node, situation.lookup, zone=situation.zone)
        except RecursionError:
            return Fault("the condition is nested too deep, or stands on too many computed facts")
