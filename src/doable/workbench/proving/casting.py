"""From a model of Z3 to a case: every fact and param with a value of its type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import z3

from doable.policy.deciding.notation import show_value
from doable.policy.language.times import timestamp_text
from doable.policy.language.values import Duration, Timestamp
from doable.workbench.proving.choosing import PLAIN_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doable.policy.book import Ask, Contents
    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Plain
    from doable.workbench.proving.space import Space, Variable

_PLACES = 6


class Casting:
    """Values of a model by the keys of their variables."""

    def __init__(self, space: Space, model: z3.ModelRef) -> None:
        self.space, self._model = space, model
        self._texts = {code: text for text, code in space.texts.items()}
        self._held = space.held
        self.values = {key: self._value(variable) for key, variable in space.variables.items()}

    def _eval(self, term: z3.ExprRef) -> z3.ExprRef:
        return self._model.eval(term, model_completion=True)

    def _value(self, variable: Variable) -> Plain:
        if not isinstance(variable.present, bool) and z3.is_false(self._eval(variable.present)):
            return None
        if variable.type.name == "list":
            return self._list(variable)
        return self._plain(self._eval(variable.term), variable.type)

    def _plain(self, value: z3.ExprRef, type_: Type) -> Plain:
        match type_.name:
            case "bool":
                return bool(z3.is_true(value))
            case "money" | "decimal":
                ratio = value.as_fraction()
                return _decimal(ratio.numerator, ratio.denominator)
            case "enum" | "string":
                return self._text(value.as_long(), type_)
            case "date":
                return date.fromordinal(value.as_long())
            case "timestamp":
                return Timestamp(value.as_long())
            case "duration":
                return Duration(value.as_long())
        return cast("int", value.as_long())

    def _text(self, code: int, type_: Type) -> str:
        """The text under a code; one that the book never writes is made up from what it must contain."""
        if code in self._texts:
            return self._texts[code]
        if type_.values:
            return type_.values[0]
        wanted = self.space.wanted_of_text(
            lambda asked: z3.is_true(self._eval(asked(z3.IntVal(code, self.space.context))))
        )
        return wanted or f"text {code - len(self._texts) + 1}"

    def _list(self, variable: Variable) -> tuple[Plain, ...]:
        size = z3.Function("size of list", z3.IntSort(self.space.context), z3.IntSort(self.space.context))
        wanted = self._eval(size(variable.term)).as_long()
        of = variable.type.of
        asked = self._held.get(variable.term.decl().name(), {})
        held = [code for code, formula in asked.items() if z3.is_true(self._eval(formula))]
        found: list[Plain] = (
            [self._plain(z3.IntVal(code, self.space.context), of) for code in held] if of else []
        )
        while of and len(found) < min(wanted, 20):
            found.append(_any_of(of, len(found)))
        return tuple(found)


def _decimal(numerator: int, denominator: int) -> Decimal:
    exact = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1).scaleb(-_PLACES))
    return exact.normalize() + 0


def _any_of(type_: Type, number: int) -> Plain:
    if type_.name == "bool":
        return False
    if type_.name in ("string", "enum"):
        return type_.values[number % len(type_.values)] if type_.values else f"text {number + 1}"
    if type_.name == "date":
        return date.fromordinal(PLAIN_DAY + number)
    return number if type_.name == "int" else Decimal(number)


def moment_of(contents: Contents, today: date) -> str:
    """Noon of a day where the book is at home, as `at` of a case."""
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=contents.zone).astimezone(UTC)
    since = noon - datetime(1970, 1, 1, tzinfo=UTC)
    return timestamp_text(Timestamp(since // timedelta(microseconds=1) * 1000))


def case_of(
    contents: Contents, ask: Ask, values: Mapping[str, Plain], *, names: Iterable[str], step: str = ""
) -> dict[str, object]:
    """The case as JSON: the facts of these names, the params of the ask, who asks, when."""
    facts = {}
    for name in sorted(names):
        fact = contents.facts.get(name)
        if fact is not None and name in values:
            shown = None if values[name] is None else show_value(values[name], fact.type, contents.currency)
            known = "record" in fact.sources or not fact.sources
            facts[name] = shown if known else {"value": shown, "source": fact.sources[0]}
    prefix = f"{step}{ask.name}:"
    params = {
        name: show_value(values[prefix + name], param.type, contents.currency)
        for name, param in ask.params.items()
        if prefix + name in values
    }
    now, today = values.get("now"), values.get("today", date.fromordinal(PLAIN_DAY))
    at = timestamp_text(now) if isinstance(now, Timestamp) else moment_of(contents, cast("date", today))
    who = {"as": _asker(values)} if "as.grade" in values else {}
    return {
        **who,
        "at": at,
        "asks": [{"ask": ask.name, **({"params": params} if params else {})}],
        "facts": facts,
    }


def _asker(values: Mapping[str, Plain]) -> object:
    grade, function = values["as.grade"], values.get("as.function")
    return {"grade": grade, "function": function} if function else grade
