"""Rules that never apply, or that never decide anything because others always win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.printing import unparse
from doable.policy.language.tree import Call
from doable.workbench.proving.formulas import every, no
from doable.workbench.proving.study import discovered
from doable.workbench.symbolic.standing import NOTHING, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Rule
    from doable.policy.language.tree import Node
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.study import Discovery, Study

_WINS = {"forbid": "forbids", "decline": "refuses", "refer": "hands it to a person"}


def rules_that_never_decide(study: Study) -> Iterator[Discovery]:
    """Every rule and exception that makes no difference in any case, and why."""
    dead: set[str] = set()
    for rule in study.ask.rules:
        for each in rule.with_exceptions():
            if any(above.id in dead for above in study.above[each.id]):
                continue  # said of the rule it stands under
            lifts = rank_of(each) == NOTHING
            if not lifts and not _never_decides(study, each):
                continue
            if study.search.can_be(study.holds(each)) is False:
                dead.add(each.id)
                yield _never_holds(study, each)
            elif not lifts:
                yield _shadowed(study, each)


def _never_decides(study: Study, rule: Rule) -> bool:
    deciding = study.outcome.deciding[rule.id]
    return study.search.can_be(deciding) is False


def _never_holds(study: Study, rule: Rule) -> Discovery:
    """The parts of the conditions that can't be true together."""
    parts = [(part, each) for each in study.above[rule.id] for part in _parts(each.when.node)]
    truths: dict[int, tuple[Node, Rule]] = {}
    asked: list[Formula] = []
    for part, each in parts:
        formula = study.truth_of(part, each.when)
        if isinstance(formula, bool):
            if not formula:
                return _said(rule, f"`{unparse(part)}` is never true")
            continue
        truths.setdefault(formula.get_id(), (part, each))
        asked.append(formula)
    core = study.search.smallest_core((), asked)
    found = [truths[formula.get_id()] for formula in core if not isinstance(formula, bool)]
    shown = [f"`{unparse(part)}`" + ("" if each is rule else f" (of `{each.id}`)") for part, each in found]
    if len(shown) == 1:
        return _said(rule, f"{shown[0]} is never true")
    return _said(rule, f"{', '.join(shown[:-1])} and {shown[-1]} are never true together")


def _said(rule: Rule, why: str) -> Discovery:
    remedy = "correct the condition, or remove the rule"
    return discovered("never_holds", rule.when.place, f"Rule `{rule.id}` never applies: {why}.", remedy)


def _parts(node: Node) -> list[Node]:
    if isinstance(node, Call) and node.function == "_&&_":
        return [part for arg in node.args for part in _parts(arg)]
    return [node]


def _shadowed(study: Study, rule: Rule) -> Discovery:
    """The rules of which one always wins while this one holds."""
    rivals = _rivals(study, rule)
    formulas = [(no(formula), other) for other, formula in rivals if not isinstance(formula, bool)]
    by_id = {formula.get_id(): other for formula, other in formulas if not isinstance(formula, bool)}
    always = [other for other, formula in rivals if formula is True]
    if not always:
        core = study.search.smallest_core([study.holds(rule)], [formula for formula, _ in formulas])
        always = [by_id[formula.get_id()] for formula in core if not isinstance(formula, bool)]
    names = " or ".join(f"`{other.id}`" for other in always) or "another rule"
    whenever = (
        "it holds" if len(study.above[rule.id]) == 1 else f"it and `{study.above[rule.id][-2].id}` hold"
    )
    message = (
        f"Rule `{rule.id}` never decides anything: "
        f"whenever {whenever}, {names} holds too and {_how(rule, always)}."
    )
    remedy = "narrow what wins, make this one an exception of it, or remove it"
    return discovered("never_decides", rule.place, message, remedy)


def _rivals(study: Study, rule: Rule) -> list[tuple[Rule, Formula]]:
    """What takes a rule's place: exceptions under it, and effects that win over it."""
    below = {each.id for each in rule.exceptions}
    found = [(each, every([study.reading.standing(each.when).possibly])) for each in rule.exceptions]
    found += [
        (each.rule, each.possibly)
        for each in study.contributions.values()
        if rank_of(each.rule) > rank_of(rule) and each.rule.id not in below
    ]
    return found


def _how(rule: Rule, winners: list[Rule]) -> str:
    if winners and all(winner in rule.exceptions for winner in winners):
        return "takes its place"
    words = {_WINS.get(winner.effect.then, "takes its place") for winner in winners}
    return words.pop() if len(words) == 1 else "wins"


QUESTIONS = ("rules_that_never_decide",)
