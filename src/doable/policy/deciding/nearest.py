"""The closest param values that would be allowed: docs/books/meaning.md, 8."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from typing import TYPE_CHECKING, cast

from doable.policy.currency import minor_unit
from doable.policy.deciding.decision import Nearest, Typed
from doable.policy.deciding.stating import asked
from doable.policy.language.evaluating import evaluate
from doable.policy.language.tree import ListOf, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from doable.policy.book import Ask, Contents
    from doable.policy.deciding.combining import Rules
    from doable.policy.expression import Expression, Situation
    from doable.policy.language.declarations import Type
    from doable.policy.language.tree import Call
    from doable.policy.language.values import Plain

_COMPARES = frozenset({"_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_"})
_MOVABLE = frozenset({"int", "decimal", "money", "date"})
_FINEST = Decimal("0.000001")


def nearest_to(
    contents: Contents, rules: Rules, situation: Situation, allowed: Callable[[Mapping[str, Plain]], bool]
) -> tuple[Nearest, ...]:
    """For each param alone, the others as asked, the closest value with which the ask is allowed."""
    ask = rules.ask
    params = asked(ask, situation.known)
    found = []
    for name, value in params.items():
        kind = ask.types[name]
        if kind.name not in _MOVABLE or value is None or rules.refuses_whatever(f"ask.{name}"):
            continue
        for candidate in _candidates(contents, ask, name, value, situation):
            if allowed({**params, name: candidate}):
                found.append(Nearest(Typed(name, candidate, kind)))
                break
    return tuple(found)


def _candidates(contents: Contents, ask: Ask, name: str, value: Plain, situation: Situation) -> list[Plain]:
    """The bounds that conditions put on a param and the values one step to either side, closest first."""
    kind = ask.types[name]
    start = cast("Decimal", _number(value))
    step = _step(kind, contents.currency, start)
    points = set()
    for bound in _bounds(contents, ask, name, start, situation):
        low, high = (
            (bound / step).to_integral_value(ROUND_FLOOR),
            (bound / step).to_integral_value(ROUND_CEILING),
        )
        points |= {low * step, high * step, (low - 1) * step, (high + 1) * step}
    sensible = [
        point for point in points if point != start and (point > 0 or start <= 0 or kind.name == "date")
    ]
    ordered = sorted(sensible, key=lambda point: (abs(point - start), point))
    return [plain for point in ordered if (plain := _plain(point, kind)) is not None]


def _step(kind: Type, currency: str, start: Decimal) -> Decimal:
    if kind.name == "money":
        return minor_unit(currency)
    if kind.name == "decimal":
        exponent = start.as_tuple().exponent
        return max(
            _FINEST, min(Decimal("0.01"), Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))
        )
    return Decimal(1)


def _bounds(
    contents: Contents, ask: Ask, name: str, start: Decimal, situation: Situation
) -> Iterator[Decimal]:
    param = f"ask.{name}"
    kind = ask.types[name]
    for condition in _conditions(contents, ask):
        if param not in condition.reads:
            continue
        for part in condition.parts_reading(param):
            if part.function in _COMPARES:
                root = _root(part, param, kind, start, situation)
                if root is not None:
                    yield root
            elif part.function == "@in" and isinstance(part.args[1], ListOf):
                values = (_number(item.value) for item in part.args[1].items if isinstance(item, Literal))
                yield from (value for value in values if value is not None)


def _conditions(contents: Contents, ask: Ask) -> Iterator[Expression]:
    for rule in ask.every_rule():
        yield rule.when
    for row in contents.limits or ():
        if ask.name in row.when:
            yield row.when[ask.name]


def _root(call: Call, param: str, kind: Type, start: Decimal, situation: Situation) -> Decimal | None:
    """Where both sides of a comparison are equal, if their difference is linear in the param."""

    def difference(at: Decimal) -> Decimal | None:
        value = _plain(at, kind)
        if value is None:
            return None
        inner = situation.replaced({param: value})
        left, right = (_number(evaluate(side, inner.lookup, zone=inner.zone)) for side in call.args)
        return None if left is None or right is None else left - right

    here, there, further = (difference(start + shift) for shift in (0, 1, 3))
    if here is None or there is None or further is None or here == there:
        return None
    slope = there - here
    if further - here != slope * 3:
        return None
    with localcontext(prec=40):
        return start - here / slope


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return Decimal(value.toordinal()) if isinstance(value, date) else None


def _plain(point: Decimal, kind: Type) -> Plain:
    if kind.name == "date":
        in_range = 1 <= point <= date.max.toordinal()
        return date.min + timedelta(days=int(point) - 1) if in_range else None
    if abs(point) >= Decimal(10) ** 18:
        return None
    return int(point) if kind.name == "int" else point
