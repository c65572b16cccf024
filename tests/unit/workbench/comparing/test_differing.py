"""Which cases two books decide differently: examples that both books decide so, or the proof of none."""

import pytest

from doable.policy.book import Contents
from doable.workbench.comparing.contrast import DIFFERS, ONLY_NEW, ONLY_OLD, OPEN, SAME, AskCompared
from doable.workbench.comparing.differing import came_to, case_for, compare_verdicts
from doable.workbench.proving.finding import decided
from tests.unit.workbench.proving.travelling import CANCEL, FACTS, MOVE, PACK, travelling

LIMITS = "- {grade: agent, ask: any, when: customer.granted_90d <= 100}\n- {grade: manager, ask: any}\n"


def compared(ask: str, new: Contents, old: Contents | None = None) -> AskCompared:
    (found,) = compare_verdicts(old or travelling(), new, only=[ask])
    return found


def verdicts(found: AskCompared) -> list[tuple[str, str]]:
    return sorted((contrast.before.verdict, contrast.after.verdict) for contrast in found.contrasts)


def test_a_book_decides_every_case_as_it_does() -> None:
    assert [(each.ask, each.state) for each in compare_verdicts(travelling(), travelling())] == [
        ("cancel", SAME),
        ("move", SAME),
        ("pack", SAME),
    ]


@pytest.mark.parametrize(
    ("replace", "by"),
    [
        ("when: trip.flown", "when: '!(!trip.flown)'"),
        ('trip.cabin == "business" && !trip.flown', 'trip.cabin != "economy"'),
        ("id: cancel.business, when: ", "id: cancel.other, when: true && "),
    ],
)
def test_other_words_for_the_same_are_proved_to_change_nothing(replace: str, by: str) -> None:
    assert replace in CANCEL
    assert compared("cancel", travelling(**{"asks/cancel": CANCEL.replace(replace, by)})).state == SAME


def test_each_pair_of_verdicts_has_its_smallest_example() -> None:
    new = travelling(
        **{"asks/cancel": CANCEL.replace('trip.cabin == "business" && !trip.flown', "trip.flown == false")}
    )

    found = compared("cancel", new)

    assert (found.state, verdicts(found)) == (
        DIFFERS,
        [("declined", "doable"), ("declined", "needs_approval")],
    )
    assert str(found.contrasts[0].witness) == (
        "asked by agent, `trip.cabin` is economy, `trip.flown` is false"
    )
    assert [contrast.after.rules for contrast in found.contrasts] == [("cancel.business",)] * 2


def test_every_example_is_decided_as_it_says_by_both_books() -> None:
    old, new = (
        travelling(),
        travelling(**{"asks/move": MOVE.replace("when: trip.flown", "when: trip.bags > 2")}),
    )

    found = compared("move", new)

    assert len(found.contrasts) > 1
    for contrast in found.contrasts:
        for contents, said in ((old, contrast.before), (new, contrast.after)):
            decision = decided(contents, case_for(contents, "move", contrast.witness.case))
            assert decision is not None
            assert came_to(contents, decision.answers[0]) == said


def test_another_charge_under_the_same_verdict_is_shown() -> None:
    found = compared("move", travelling(**{"asks/move": MOVE.replace("amount: 50", "amount: 60")}))

    assert verdicts(found) == [("billable", "billable")]
    assert [contrast.charge for contrast in (found.contrasts[0].before, found.contrasts[0].after)] == [
        "50.00",
        "60.00",
    ]
    assert str(found.contrasts[0].after) == "billable, for a charge of 60.00"


def test_something_else_granted_under_the_same_verdict_is_shown() -> None:
    gives = PACK.replace("otherwise: {then: grant}", "otherwise: {then: grant, gives: {by: today + 3}}")

    found = compared("pack", travelling(**{"asks/pack": gives}))

    assert [str(contrast.after) for contrast in found.contrasts] == ["doable, granting by 2026-01-04"]


def test_another_approval_under_the_same_verdict_is_shown() -> None:
    asks = [
        PACK.replace("otherwise: {then: grant}", f"otherwise: {{then: approve, by: {by}}}")
        for by in ("manager", "finance")
    ]
    old, new = (travelling(**{"asks/pack": ask}) for ask in asks)

    found = compared("pack", new, old)

    assert ("needs_approval", "needs_approval") in verdicts(found)
    assert any("once approved by manager" in str(contrast.before) for contrast in found.contrasts)


def test_another_plan_under_the_same_verdict_is_shown() -> None:
    steps = "otherwise: {then: phase, steps: [{terms: old, orders: %s}, {terms: new}]}"
    old, new = (
        travelling(**{"asks/pack": PACK.replace("otherwise: {then: grant}", steps % number)})
        for number in (2, 3)
    )

    found = compared("pack", new, old)

    assert [str(contrast.after) for contrast in found.contrasts] == [
        "phased, step by step: old for 3 orders, then new"
    ]


def test_another_limit_of_authority_is_seen_in_every_ask_it_covers() -> None:
    old, new = (travelling(authority=limits) for limits in (LIMITS, LIMITS.replace("100", "90")))

    found = list(compare_verdicts(old, new))

    assert {each.ask: verdicts(each) for each in found} == {
        "cancel": [("doable", "needs_approval"), ("needs_approval", "needs_approval")],
        "move": [("billable", "needs_approval"), ("needs_approval", "needs_approval")],
        "pack": [("doable", "needs_approval"), ("needs_approval", "needs_approval")],
    }


def test_asks_that_only_one_book_has_are_named() -> None:
    hug = "ask: hug\nmeans: m\nexamples: [h]\npurpose: p\notherwise: {then: grant}\n"

    assert compared("hug", travelling(**{"asks/hug": hug})) == AskCompared("hug", ONLY_NEW)
    assert compared("hug", travelling(), travelling(**{"asks/hug": hug})) == AskCompared("hug", ONLY_OLD)


def test_a_fact_that_only_one_book_has_stands_in_the_example() -> None:
    new = travelling(
        facts=FACTS + "trip.late: {type: bool}\n",
        **{"asks/pack": PACK.replace("when: trip.heavy", "when: trip.heavy || trip.late")},
    )

    found = compared("pack", new)

    assert {contrast.witness.case["facts"]["trip.late"] for contrast in found.contrasts} == {True}  # type: ignore[index]  # facts are by name
    assert found.state == DIFFERS


BAGS = "trip.bags: {type: int}"
COUNTED = "trip.bags: {type: int, is: '1 + trip.extra', from: [record]}\ntrip.extra: {type: int}"


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("trip.bags: {type: decimal}", "`trip.bags` is int in the old book and decimal in the new one"),
        (COUNTED, "`trip.bags` is worked out in one of the books, and told in the other"),
    ],
)
def test_a_fact_that_means_something_else_keeps_cases_from_being_compared(by: str, why: str) -> None:
    found = compared("pack", travelling(facts=FACTS.replace(BAGS, by)))

    assert found.state == OPEN
    assert found.open == (why,)


def flown_by_default(default: str) -> Contents:
    fact = f"trip.flown: {{type: bool, is: '{default}'}}"
    return travelling(facts=FACTS.replace("trip.flown: {type: bool}", fact))


def test_what_counts_where_nobody_says_anything_is_compared_unsaid() -> None:
    found = compared("cancel", flown_by_default("true"), flown_by_default("false"))

    assert (found.state, found.open) == (DIFFERS, ())
    assert verdicts(found) == [("doable", "declined"), ("needs_approval", "declined")]
    assert {name for each in found.contrasts for name in each.witness.case["facts"]} == {"trip.cabin"}  # type: ignore[attr-defined]  # facts are by name
    same = compared("cancel", flown_by_default("!true"), flown_by_default("false"))
    assert same.state == SAME


def test_another_default_of_a_param_is_compared_unsaid() -> None:
    default = "params: {cabin: {type: enum, values: [economy, business], default: '\"%s\"'}}"
    declared = "params: {cabin: {type: enum, values: [economy, business]}}"
    old, new = (
        travelling(**{"asks/move": MOVE.replace(declared, default % cabin)})
        for cabin in ("economy", "business")
    )

    found = compared("move", new, old)

    assert [str(contrast.after) for contrast in found.contrasts] == [
        "billable, granting cabin business, for a charge of 50.00"
    ]
    assert [contrast.witness.case["asks"] for contrast in found.contrasts] == [[{"ask": "move"}]]


def test_a_default_that_only_one_book_has_is_told() -> None:
    found = compared("cancel", flown_by_default("true"))

    assert found.state == OPEN
    assert found.open == ("`trip.flown` is taken as `true` where nobody says otherwise, before as unknown",)


def test_what_z3_is_not_told_is_named_where_it_matters() -> None:
    old, new = (
        travelling(**{"asks/pack": PACK.replace("trip.heavy", f"trip.bags * trip.bags == {number}")})
        for number in (2, 3)
    )

    found = compared("pack", new, old)

    assert found.state == OPEN
    assert {note.construct for note in found.not_provable} == {"trip.bags * trip.bags"}
