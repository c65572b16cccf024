"""Rules, effects and alternatives of an ask, from the entries of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.policy.book import (
    NO_EFFECTS,
    Alternative,
    Effect,
    NextStep,
    Rule,
    Step,
    Text,
)
from doable.policy.declarations import BOOL, DATE, MONEY, Declaration
from doable.policy.expression import Expression
from doable.policy.findings import did_you_mean
from doable.policy.loading.reading import Entry, Formula
from doable.policy.loading.shapes import BELONGS_TO, NEEDED_BY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.findings import Place
    from doable.policy.loading.formulas import Formulas
    from doable.policy.loading.people import People

_REFERRAL = "referral."


Params = dict[str, dict[str, Declaration]]
Values = tuple[tuple[str, Expression], ...]


class Ruling:
    """Builds the rules of one ask; `params` are those of all asks, `ids` the rules seen so far in the book."""

    def __init__(self, formulas: Formulas, people: People, params: Params, ids: dict[str, Place]) -> None:
        self.reading = formulas.reading
        self.formulas = formulas
        self.people = people
        self.params = params
        self.ids = ids

    def rule(self, entry: Entry) -> Rule | None:
        """A rule of the ask."""
        name = cast("str | None", entry.get("id"))
        if name is None:
            return None
        if name in self.ids:
            message = f"two rules are called `{name}` (the other: {self.ids[name]})"
            self.reading.error(entry.at("id"), message, "give one of them another id")
        self.ids.setdefault(name, entry.at("id"))
        return self._conditional(entry, name, None)

    def _conditional(self, entry: Entry, name: str, above: Effect | None) -> Rule | None:
        formula = cast("Formula | None", entry.get("when"))
        when = self.formulas.make(formula, BOOL) if formula else None
        effect = self.effect(entry, above)
        exceptions = self._exceptions(entry, name, effect)
        if when is None or effect is None:
            return None
        return Rule(name, when, effect, entry.place, exceptions)

    def _exceptions(self, entry: Entry, name: str, effect: Effect | None) -> tuple[Rule, ...]:
        entries = cast("list[Entry]", entry.get("unless") or [])
        if effect and effect.then == "forbid" and entries:
            remedy = "what is forbidden has no exceptions; make the rule's own condition narrower"
            self.reading.error(entry.at("unless"), f"`{name}` forbids, and yet has exceptions", remedy)
        built = [
            self._conditional(inner, cast("str", inner.get("id") or f"{name}.unless_{number}"), effect)
            for number, inner in enumerate(entries, start=1)
        ]
        return tuple(rule for rule in built if rule is not None)

    def effect(self, entry: Entry, above: Effect | None = None) -> Effect | None:
        """The effect that an entry says; texts of a no are inherited by a no under it."""
        then = cast("str | None", entry.get("then"))
        if then is None:
            return None
        inherits = above if above and then in NO_EFFECTS and above.then in NO_EFFECTS else None
        self._check_keys(entry, then, inherits)
        return Effect(
            then=then,
            ground=cast("str | None", entry.get("ground") or (inherits and inherits.ground)),
            because=cast("Text | None", entry.get("because") or (inherits and inherits.because)),
            clause=cast("str | None", entry.get("clause") or (inherits and inherits.clause)),
            gives=self._gives(entry),
            next=self._next(entry),
            by=self.people.by(entry, "by"),
            second_person=bool(entry.get("second_person")),
            amount=self._made(entry, "amount"),
            charge_for=cast("Text | None", entry.get("for")),
            steps=self._steps(entry),
            to=self.people.by(entry, "to"),
            advise=cast("Text | None", entry.get("advise")),
            consult=entry.get("consult") is not False,
            note=cast("Text | None", entry.get("note")),
        )

    def _check_keys(self, entry: Entry, then: str, inherits: Effect | None) -> None:
        for key, effects in BELONGS_TO.items():
            if key in entry.places and then not in effects:
                owners = " or ".join(f"`then: {effect}`" for effect in effects)
                self.reading.error(entry.at(key), f"`{key}` means nothing with `then: {then}`", f"it belongs to {owners}")
        for key in NEEDED_BY.get(then, ()):
            inherited = inherits and getattr(inherits, key, None)
            if key not in entry.places and not inherited:
                self.reading.error(entry.at("then"), f"`then: {then}` needs `{key}`", _NEEDED[key])

    def _made(self, entry: Entry, key: str) -> Expression | None:
        formula = cast("Formula | None", entry.get(key))
        return self.formulas.make(formula, MONEY) if formula else None

    def _gives(self, entry: Entry) -> tuple[tuple[str, Expression], ...] | None:
        formulas = cast("dict[str, Formula] | None", entry.get("gives"))
        if formulas is None:
            return None
        names = {name.removeprefix("ask."): known for name, known in self.formulas.names.items() if name.startswith("ask.")}
        return self.values(formulas, names)

    def values(self, formulas: Mapping[str, Formula], declared: Mapping[str, Declaration]) -> Values:
        """Named expressions; each takes the type of the param of that name where there is one."""
        made = []
        for name, formula in formulas.items():
            expression = self.formulas.make(formula, declared[name].type if name in declared else None)
            if expression is not None:
                made.append((name, expression))
        return tuple(made)

    def _next(self, entry: Entry) -> NextStep | None:
        step = cast("Entry | None", entry.get("next"))
        if step is None or step.get("what") is None or step.get("who") is None:
            return None
        return NextStep(cast("Text", step.get("what")), cast("str", step.get("who")), cast("int | None", step.get("within")))

    def _steps(self, entry: Entry) -> tuple[Step, ...]:
        entries = cast("list[Entry]", entry.get("steps") or [])
        steps = [self._step(step) for step in entries if step.get("terms") is not None]
        for step, built in zip(entries[:-1], steps[:-1], strict=False):
            if built.orders is None and built.days is None and built.until is None:
                remedy = "add `orders:`, `days:` or `until:`; only the last step may be open-ended"
                self.reading.error(step.place, "this step of the plan never ends", remedy)
        return tuple(steps)

    def _step(self, entry: Entry) -> Step:
        until = cast("Formula | None", entry.get("until"))
        return Step(
            terms=cast("Text", entry.get("terms")),
            orders=cast("int | None", entry.get("orders")),
            days=cast("int | None", entry.get("days")),
            until=self.formulas.make(until, DATE) if until else None,
        )

    def alternative(self, item: object, place: Place) -> Alternative | None:
        """An alternative: a word (an ask or `referral.<name>`) or an ask with params."""
        if isinstance(item, str):
            if item.startswith(_REFERRAL):
                return Alternative(place, referral=item.removeprefix(_REFERRAL))
            return Alternative(place, ask=item)
        entry = cast("Entry", item)
        if entry.get("ask") is None:
            return None
        name = cast("str", entry.get("ask"))
        formulas = cast("dict[str, Formula]", entry.get("params") or {})
        declared = self.params.get(name, {})
        for param in formulas:
            if name in self.params and param not in declared:
                message = f"the ask `{name}` has no param `{param}`"
                self.reading.error(entry.at("params"), message, did_you_mean(param, declared))
        text = cast("Text | None", entry.get("text"))
        return Alternative(entry.place, name, self.values(formulas, declared), text=text)


_NEEDED = {
    "by": "add `by: supervisor`, or `by: {grade: .., function: ..}`",
    "amount": "add `amount:`, e.g. `amount: 25` or `amount: 50 * bags.extra`",
    "for": "add `for:`, the words that stand on the invoice",
    "steps": "add `steps: [{terms: .., orders: 2}, {terms: ..}]`",
    "ground": "add `ground:` (law, safety, contract, policy, authority, capability, resources, roadmap or fairness)",
    "because": "add `because:`, the reason as the customer will read it",
}
