"""Which cases two books decide differently: the smallest of each kind, or the proof that there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from doable.policy.book import By
from doable.policy.deciding.notation import show_money, show_value
from doable.policy.vocabulary import ALLOWED
from doable.workbench.comparing.clashing import Defaults, clashes_of, other_defaults
from doable.workbench.comparing.contrast import (
    DIFFERS,
    ONLY_NEW,
    ONLY_OLD,
    OPEN,
    SAME,
    AskCompared,
    CameTo,
    Contrast,
)
from doable.workbench.comparing.reciting_rules import who
from doable.workbench.comparing.telling_apart import other_verdicts, same_verdict, untold
from doable.workbench.proving.casting import case_of
from doable.workbench.proving.confirming import confirm
from doable.workbench.proving.finding import Unanswered, decided, without_what_does_not_matter
from doable.workbench.proving.formulas import some
from doable.workbench.proving.leaves import leaves_of
from doable.workbench.proving.reading import anyone, reading_of
from doable.workbench.proving.searching import Search
from doable.workbench.proving.space import Space
from doable.workbench.proving.telling import words_of
from doable.workbench.proving.witness import Witness
from doable.workbench.symbolic.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer, PlanStep
    from doable.policy.expression import Expression
    from doable.workbench.comparing.telling_apart import Side
    from doable.workbench.proving.finding import Case, Values
    from doable.workbench.proving.formulas import Formula

    Confirming = Callable[[Values], Contrast | None]
    Kind = tuple[tuple[str | None, str | None], Formula]

_ALIKE = (None, None)
_EVERYTHING = Defaults()
ASSUMPTIONS = (
    "both books are asked at the same moment, by the same person, with the same facts and params",
    "who asks has a grade and function, and enums have words, that both books know",
)


def compare_verdicts(
    old: Contents, new: Contents, *, only: Iterable[str] | None = None, seconds: float = 10
) -> Iterator[AskCompared]:
    """Every ask of the two books, in the order of the new one, those that are gone last.

    `seconds` is the most that Z3 may take for one question.
    """
    wanted = None if only is None else set(only)
    for name in dict.fromkeys((*new.asks, *old.asks)):
        if wanted is not None and name not in wanted:
            continue
        if name not in old.asks or name not in new.asks:
            yield AskCompared(name, ONLY_NEW if name in new.asks else ONLY_OLD)
        else:
            yield _Pair(old, new, name, seconds).compared()


@dataclass(frozen=True, slots=True)
class _Pair:
    """One ask as both books have it."""

    old: Contents
    new: Contents
    name: str
    seconds: float

    def compared(self) -> AskCompared:
        clashes = tuple(clashes_of(self.old, self.new, self.name))
        if clashes:
            return AskCompared(self.name, OPEN, open=clashes)
        others = other_defaults(self.old, self.new, self.name)
        found = self._examples(_EVERYTHING, [])
        if others.facts or others.params:
            unsaid = self._examples(others, list(found.contrasts))
            notes = tuple(dict.fromkeys((*found.not_provable, *unsaid.not_provable)))
            found = replace(unsaid, open=found.open + unsaid.open, not_provable=notes)
        whys = found.open + others.open
        state = DIFFERS if found.contrasts else OPEN if whys else SAME
        return replace(found, state=state, open=whys)

    def _examples(self, unsaid: Defaults, found: list[Contrast]) -> AskCompared:
        """The smallest case of each kind of difference, beside those that were `found` already."""
        space = Space()
        one, other = (self._side(space, contents, unsaid) for contents in (self.old, self.new))
        search = Search(space, seconds=self.seconds)
        kinds = list(_kinds(one, other))
        if search.can_be(some(formula for _, formula in kinds)) is False:
            return AskCompared(self.name, SAME, tuple(found))
        whys: list[str] = []
        for kind, formula in kinds:
            if kind == _ALIKE and any(each.before.verdict == each.after.verdict for each in found):
                continue
            contrast = confirm(search, self.new.currency, formula, self._confirming(kind, unsaid))
            if isinstance(contrast, Unanswered):
                whys.append(f"{_said(*kind)}: {contrast.why}")
            elif contrast is not None and not any(_alike(contrast, each) for each in found):
                found.append(contrast)
        notes = tuple(sorted(space.notes)) if whys else ()
        return AskCompared(self.name, DIFFERS, tuple(found), tuple(whys), notes)

    def _side(self, space: Space, contents: Contents, unsaid: Defaults) -> Side:
        ask, asker = contents.asks[self.name], anyone(space, contents)
        said = reading_of(space, contents, ask, asker=asker)
        facts = {name: said.term(cast("Expression", contents.facts[name].computed)) for name in unsaid.facts}
        params = {name: said.term(cast("Expression", ask.params[name].default)) for name in unsaid.params}
        reading = replace(reading_of(space, contents, ask, asker=asker, facts=facts), params=params)
        return contents, ask, outcome_of(contents, ask, reading)

    def _confirming(self, kind: tuple[str | None, str | None], unsaid: Defaults) -> Confirming:
        return lambda values: self._confirmed(self._case(values, unsaid), *kind)

    def _confirmed(self, case: Case, before: str | None, after: str | None) -> Contrast | None:
        """The case as both books decide it, if they come to what was looked for."""

        def differs(each: Case) -> bool:
            one, other = self._came_to(self.old, each), self._came_to(self.new, each)
            return (
                one is not None
                and other is not None
                and one.compared != other.compared
                and before in {None, one.verdict}
                and after in {None, other.verdict}
            )

        if not differs(case):
            return None
        smaller = without_what_does_not_matter(case, differs)
        one, other = self._came_to(self.old, smaller), self._came_to(self.new, smaller)
        return Contrast(Witness(smaller, self._words(smaller)), one, other) if one and other else None

    def _case(self, values: Values, unsaid: Defaults) -> Case:
        """A case with the facts and params of both books, but for what nobody says."""
        cases = [
            case_of(
                contents,
                contents.asks[self.name],
                values,
                names=leaves_of(contents, contents.asks[self.name]),
            )
            for contents in (self.old, self.new)
        ]
        one, other = ((_wish(case).get("params", {}), case["facts"]) for case in cases)
        wish: Case = {"ask": self.name, "params": {**cast("Case", one[0]), **cast("Case", other[0])}}
        facts = {**cast("Case", one[1]), **cast("Case", other[1])}
        for said, left_out in ((facts, unsaid.facts), (cast("Case", wish["params"]), unsaid.params)):
            for name in left_out:
                said.pop(name, None)
        return {**cases[1], "asks": [wish], "facts": facts}

    def _came_to(self, contents: Contents, case: Case) -> CameTo | None:
        decision = decided(contents, case_for(contents, self.name, case))
        return came_to(contents, decision.answers[0]) if decision else None

    def _words(self, case: Case) -> tuple[str, ...]:
        """The case in words; what only the old book knows, or works out otherwise, at the end."""
        before, after = (
            words_of(contents, contents.asks[self.name], case_for(contents, self.name, case))
            for contents in (self.old, self.new)
        )
        return (*after, *(f"{word} in the old book" for word in before if word not in after))


def _kinds(one: Side, other: Side) -> Iterator[Kind]:
    for before, after, formula in other_verdicts(one, other):
        yield (before, after), formula
    yield _ALIKE, same_verdict(one, other, ALLOWED)
    yield _ALIKE, same_verdict(one, other, ("needs_approval",))
    if (formula := untold(one, other)) is not False:
        yield _ALIKE, formula


def _said(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return "the same verdict, but for other things"
    return f"{before} before and {after} now".replace("_", " ")


def _alike(one: Contrast, other: Contrast) -> bool:
    """Both show the same two verdicts."""
    return (one.before.verdict, one.after.verdict) == (other.before.verdict, other.after.verdict)


def _wish(case: Mapping[str, object]) -> Case:
    return cast("list[Case]", case["asks"])[0]


def case_for(contents: Contents, name: str, case: Mapping[str, object]) -> Case:
    """The case as one book can read it: without facts and params that it does not have."""
    ask = contents.asks[name]
    given = cast("Case", _wish(case).get("params", {}))
    params = {param: value for param, value in given.items() if param in ask.params}
    facts = {fact: value for fact, value in cast("Case", case["facts"]).items() if fact in contents.facts}
    return {**case, "asks": [{"ask": name, "params": params}], "facts": facts}


def came_to(contents: Contents, answer: Answer) -> CameTo:
    """What an answer comes to, in words and amounts."""
    return CameTo(
        answer.verdict,
        tuple(
            (each.name, str(show_value(each.value, each.type, contents.currency))) for each in answer.granted
        ),
        show_money(answer.charge.amount, contents.currency) if answer.charge else None,
        tuple(who(By(each.grade, each.function)) for each in answer.approvals if not each.obtained),
        tuple(_step(step) for step in answer.phase or ()),
        tuple(reason.rule for reason in answer.reasons if reason.rule),
    )


def _step(step: PlanStep) -> str:
    limits = (
        f"for {step.orders} orders" if step.orders is not None else "",
        f"for {step.days} days" if step.days is not None else "",
        f"until {step.until.isoformat()}" if step.until is not None else "",
    )
    return " ".join([str(step.terms), *filter(None, limits)])
