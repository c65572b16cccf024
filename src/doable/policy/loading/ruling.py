"""Rules, effects and alternatives of an ask, from the entries of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.policy.book import Alternative, Effect, NextStep, Rule, Step
from doable.policy.findings import did_you_mean
from doable.policy.language.declarations import BOOL, DATE, MONEY, Declaration
from doable.policy.loading.shapes import BELONGS_TO, NEEDED_BY
from doable.policy.vocabulary import GROUNDS, NO_EFFECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.expression import Expression
    from doable.policy.findings import Place
    from doable.policy.loading.entries import Entry
    from doable.policy.loading.formulas import Formulas
    from doable.policy.loading.people import People

_REFERRAL = "referral."
# Money that a charge below zero gives back is called this.
_GIVEN = {"refund": Declaration(MONEY)}

Params = dict[str, dict[str, Declaration]]
Values = tuple[tuple[str, "Expression"], ...]


class Ruling:
    """Builds the rules of one ask; `params` are those of all asks, `ids` the rules seen so far."""

    def __init__(self, formulas: Formulas, people: People, params: Params, ids: dict[str, Place]) -> None:
        self.reading = formulas.reading
        self.formulas = formulas
        self.people = people
        self.params = params
        self.ids = ids

    def rule(self, entry: Entry) -> Rule | None:
        """A rule of the ask."""
        return self._conditional(entry, entry.line("id") or "", None)

    def named(self, name: str, place: Place) -> None:
        """Note that a rule has this name; each has one of its own."""
        if name and name in self.ids:
            message = f"two rules are called `{name}` (the other: {self.ids[name]})"
            self.reading.error(place, message, "give one of them another id")
        self.ids.setdefault(name, place)

    def _conditional(self, entry: Entry, name: str, above: Effect | None) -> Rule | None:
        self.named(name, entry.at("id"))
        when = self.formulas.make(entry.formula("when"), BOOL)
        effect = self.effect(entry, above)
        exceptions = self._exceptions(entry, name, effect)
        if not name or when is None or effect is None:
            return None
        return Rule(name, when, effect, entry.place, exceptions)

    def _exceptions(self, entry: Entry, name: str, effect: Effect | None) -> tuple[Rule, ...]:
        entries = entry.entries("unless")
        if effect and effect.then == "forbid" and entries:
            remedy = (
                "nothing lifts what is forbidden: make the rule's own condition narrower, or let it decline"
            )
            self.reading.error(
                entry.keys["unless"], f"`{name}` forbids, and yet has exceptions", remedy, check="exception"
            )
        built = [
            self._conditional(inner, inner.line("id") or f"{name}.unless_{number}", effect)
            for number, inner in enumerate(entries, start=1)
        ]
        return tuple(rule for rule in built if rule is not None)

    def effect(self, entry: Entry, above: Effect | None = None) -> Effect | None:
        """The effect that an entry says; texts of a no are inherited by a no under it."""
        then = entry.line("then")
        if then is None:
            return None
        inherits = above if above and then in NO_EFFECTS and above.then in NO_EFFECTS else None
        self._check_keys(entry, then, inherits)
        return Effect(
            then=then,
            ground=entry.line("ground") or (inherits.ground if inherits else None),
            because=entry.text("because") or (inherits.because if inherits else None),
            clause=entry.line("clause") or (inherits.clause if inherits else None),
            gives=self._gives(entry),
            next=_next(entry.entry("next")),
            by=self.people.person(entry, "by"),
            second_person=bool(entry.truth("second_person")),
            amount=self.formulas.make(entry.formula("amount"), MONEY),
            charge_for=entry.text("for"),
            steps=self._steps(entry.entries("steps")),
            to=self.people.person(entry, "to"),
            advise=entry.text("advise"),
            consult=entry.truth("consult") is not False,
            note=entry.text("note"),
            public=bool(entry.truth("public")),
        )

    def _check_keys(self, entry: Entry, then: str, inherits: Effect | None) -> None:
        for key, effects in BELONGS_TO.items():
            if key in entry.keys and then not in effects:
                owners = " or ".join(f"`then: {effect}`" for effect in effects)
                self.reading.error(
                    entry.keys[key],
                    f"`{key}` means nothing with `then: {then}`",
                    f"remove it; it belongs to {owners}",
                )
        for key in NEEDED_BY.get(then, ()):
            inherited = inherits is not None and getattr(inherits, key, None) is not None
            if key not in entry.keys and not inherited:
                self.reading.error(entry.at("then"), f"`then: {then}` needs `{key}`", _NEEDED[key])

    def _gives(self, entry: Entry) -> Values | None:
        return (
            self.values(entry.named("gives"), {**_GIVEN, **self.formulas.params})
            if "gives" in entry.keys
            else None
        )

    def values(self, named: Entry, declared: Mapping[str, Declaration]) -> Values:
        """Named expressions; each takes the type of the param of that name where there is one."""
        made = []
        for name, formula in named.formulas():
            expression = self.formulas.make(formula, declared[name].type if name in declared else None)
            if expression is not None:
                made.append((name, expression))
        return tuple(made)

    def _steps(self, entries: list[Entry]) -> tuple[Step, ...]:
        for entry in entries[:-1]:
            if not entry.strange and not entry.keys.keys() & {"orders", "days", "until"}:
                remedy = "add `orders:`, `days:` or `until:`; only the last step may be open-ended"
                self.reading.error(
                    entry.place,
                    "this step of the plan never ends, so the next never begins",
                    remedy,
                    check="plan",
                )
        return tuple(self._step(entry) for entry in entries if entry.text("terms"))

    def _step(self, entry: Entry) -> Step:
        terms = entry.text("terms")
        assert terms is not None
        until = self.formulas.make(entry.formula("until"), DATE)
        return Step(terms, entry.number("orders"), entry.number("days"), until)

    def alternative(self, item: object, place: Place) -> Alternative | None:
        """An alternative: a word (an ask or `referral.<name>`) or an ask with params."""
        if isinstance(item, str):
            if item.startswith(_REFERRAL):
                return Alternative(place, referral=item.removeprefix(_REFERRAL))
            return Alternative(place, ask=item)
        entry = cast("Entry", item)
        name, params = entry.line("ask"), entry.named("params")
        if name is None:
            return None
        declared = self.params.get(name, {})
        for param, at in params.keys.items():
            if name in self.params and param not in declared:
                remedy = did_you_mean(param, declared) or "remove it, or declare it in the file of that ask"
                self.reading.error(at, f"the ask `{name}` has no param `{param}`", remedy, check="unknown")
        return Alternative(entry.at("ask"), name, self.values(params, declared), text=entry.text("text"))


def _next(step: Entry | None) -> NextStep | None:
    what, who = (step.text("what"), step.line("who")) if step else (None, None)
    return NextStep(what, who, step.number("within")) if step and what and who else None


_NEEDED = {
    "by": "add `by: supervisor`, or `by: {grade: .., function: ..}`",
    "amount": "add `amount:`, such as `amount: 25` or `amount: 50 * bags.extra`",
    "for": "add `for:`, the words that stand on the invoice",
    "steps": "add `steps: [{terms: .., orders: 2}, {terms: ..}]`",
    "ground": f"add `ground:` ({', '.join(GROUNDS)})",
    "because": "add `because:`, the reason as the customer will read it",
}
