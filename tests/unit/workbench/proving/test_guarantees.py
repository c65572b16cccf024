"""Guarantees: proved over all cases, or refuted by the smallest case that Python decides the same way."""

import pytest
import yaml

from doable.policy.book import Contents
from doable.workbench.proving.examined import NOT_PROVABLE, PROVED, REFUTED, Examined
from doable.workbench.proving.guarantees import prove_all
from doable.workbench.testing import tell_stories
from tests.unit.workbench.proving.travelling import CANCEL, MOVE, PACK, travelling


def examined(contents: Contents) -> Examined:
    (found,) = prove_all(contents)
    return found


def guarantee(**said: object) -> dict[str, object]:
    return {"id": "it", "says": "It is so.", **said}


def test_what_holds_in_every_case_is_proved() -> None:
    said = guarantee(never="trip.flown", ask="cancel", verdict="doable")

    found = examined(travelling(said))

    assert (found.id, found.says, found.state, found.steps) == ("it", "It is so.", PROVED, ())
    assert found.why is None
    assert found.as_story() is None


def test_what_does_not_hold_is_refuted_by_the_smallest_case() -> None:
    said = guarantee(never='trip.cabin == "business"', ask="cancel", verdict="doable")

    found = examined(travelling(said))

    assert found.state == REFUTED
    assert [str(step) for step in found.steps] == [
        "`cancel` is doable, as asked by agent, `trip.cabin` is business, `trip.flown` is false"
    ]


def test_always_has_to_hold_in_every_case_with_that_verdict() -> None:
    holds = guarantee(always='trip.cabin == "business"', ask="cancel", verdict="doable")
    fails = guarantee(always="trip.flown", ask="cancel", verdict="declined")

    assert examined(travelling(holds)).state == PROVED
    assert [step.verdict for step in examined(travelling(fails)).steps] == ["declined"]


def test_without_a_verdict_every_case_counts() -> None:
    assert examined(travelling(guarantee(never="trip.flown && !trip.flown", ask="cancel"))).state == PROVED
    assert examined(travelling(guarantee(never="trip.flown", ask="cancel"))).state == REFUTED


def test_without_an_ask_every_ask_counts() -> None:
    flown_in_vain = guarantee(never="trip.flown", verdict="billable")
    too_heavy = guarantee(never="trip.heavy", verdict="doable")

    assert examined(travelling(flown_in_vain)).state == PROVED
    assert [step.ask for step in examined(travelling(too_heavy)).steps] == ["cancel"]


@pytest.mark.parametrize(
    ("asker", "state"),
    [("self_service", PROVED), ("agent", REFUTED), ({"grade": "agent", "function": "finance"}, REFUTED)],
)
def test_only_the_asker_it_speaks_of_counts(asker: object, state: str) -> None:
    said = guarantee(never="!trip.flown", ask="cancel", verdict="doable", **{"as": asker})

    found = examined(travelling(said))

    assert found.state == state
    assert [step.witness.case["as"] for step in found.steps] in ([], [asker])


def test_a_no_with_nothing_in_its_place_is_found() -> None:
    none = guarantee(never="true", ask="cancel", verdict="declined", alternatives="none")

    found = examined(travelling(none))

    assert [str(step) for step in found.steps] == [
        "`cancel` is declined, as asked by self_service, `trip.cabin` is economy"
    ]


def test_whoever_is_known_always_has_something_in_its_place() -> None:
    none = guarantee(never="customer.known", ask="cancel", verdict="declined", alternatives="none")
    unsaid = guarantee(never="customer.known", ask="cancel", verdict="declined")

    assert examined(travelling(none)).state == PROVED
    assert examined(travelling(unsaid)).state == REFUTED


def test_a_no_that_comes_with_something_can_be_ruled_out_too() -> None:
    some = guarantee(never="customer.known", ask="cancel", verdict="declined", alternatives="some")

    assert examined(travelling(some)).state == REFUTED


def test_a_loophole_of_two_steps_is_found_only_where_two_are_looked_at() -> None:
    said = guarantee(never='trip.cabin == "economy"', ask="cancel", verdict="doable")

    assert examined(travelling(said)).state == PROVED
    found = examined(travelling({**said, "in_a_row": 2}))

    assert [(step.ask, step.verdict, step.changed) for step in found.steps] == [
        ("move", "billable", ("`trip.cabin` becomes business",)),
        ("cancel", "doable", ()),
    ]
    assert [step.witness.case["facts"] for step in found.steps] == [
        {"trip.cabin": "economy", "trip.flown": False},
        {"trip.cabin": "business", "trip.flown": False},
    ]


def test_the_condition_reads_the_facts_of_the_beginning_and_the_params_of_the_last_ask() -> None:
    said = guarantee(
        never='trip.cabin == "business" && ask.cabin == "economy"', ask="move", verdict="billable"
    )

    found = examined(travelling({**said, "in_a_row": 3}))

    assert [step.ask for step in found.steps] == ["move"]


def test_three_steps_are_looked_at_and_computed_facts_follow() -> None:
    said = guarantee(never="trip.bags == 1", ask="pack", verdict="declined")

    assert examined(travelling({**said, "in_a_row": 2})).state == PROVED
    found = examined(travelling({**said, "in_a_row": 3}))

    assert [step.ask for step in found.steps] == ["pack", "pack", "pack"]
    assert [step.changed for step in found.steps] == [
        ("`trip.bags` becomes 2",),
        ("`trip.bags` becomes 3",),
        (),
    ]


def test_a_step_that_is_not_granted_leads_nowhere() -> None:
    said = guarantee(never='trip.cabin == "economy"', ask="cancel", verdict="doable", in_a_row=2)
    refused = MOVE.replace("otherwise: {then: bill, amount: 50, for: the cabin}", "otherwise: {then: refer}")

    assert examined(travelling(said, **{"asks/move": refused})).state == PROVED


def test_a_step_whose_after_cannot_be_worked_out_leads_nowhere() -> None:
    said = guarantee(never="trip.bags == 0", ask="pack", verdict="declined", in_a_row=2)

    def after(value: str) -> Contents:
        return travelling(said, **{"asks/pack": PACK.replace("trip.bags + 1", value)})

    assert examined(after("9 / trip.bags")).state == PROVED
    assert examined(after("9 / (trip.bags + 1)")).state == REFUTED


def test_a_fact_that_only_a_document_tells_is_told_by_one_afterwards() -> None:
    said = guarantee(never="trip.paid == 0", ask="cancel", verdict="doable", in_a_row=2)
    move = MOVE.replace("after: {trip.cabin: ask.cabin}", "after: {trip.paid: '50'}")
    cancel = CANCEL.replace('trip.cabin == "business"', "trip.paid > 0")

    found = examined(travelling(said, **{"asks/move": move, "asks/cancel": cancel}))

    assert found.steps[1].witness.case["facts"] == {
        "trip.flown": False,
        "trip.paid": {"value": "50.00", "source": "document"},
    }


def test_a_counterexample_can_be_kept_as_stories_that_come_out_as_they_say() -> None:
    said = guarantee(never='trip.cabin == "economy"', ask="cancel", verdict="doable", in_a_row=2)

    story = examined(travelling(said)).as_story()

    assert story is not None
    assert [entry["story"] for entry in yaml.safe_load(story)] == [
        "against `it`, step 1 of 2",
        "against `it`, step 2 of 2",
    ]
    told = list(tell_stories(travelling(said, **{"stories/kept": story})))
    assert [each.differences for each in told] == [(), ()]


def test_a_guarantee_on_questions_cannot_be_proved() -> None:
    found = examined(travelling(guarantee(never="trip.flown", ask="cancel", verdict="clarify")))

    assert (found.state, found.why) == (
        NOT_PROVABLE,
        "a proof takes all facts as known, and then nothing has to be asked",
    )


def test_what_z3_is_not_told_is_named_with_its_place() -> None:
    cancel = CANCEL.replace("when: trip.flown", "when: trip.bags * trip.bags == 2")
    said = guarantee(never="trip.bags * trip.bags == 2", ask="cancel", verdict="declined")

    found = examined(travelling(said, **{"asks/cancel": cancel}))

    assert found.state == NOT_PROVABLE
    assert [(str(note.place), note.construct) for note in found.not_provable] == [
        ("asks/cancel.yaml:7:30", "trip.bags * trip.bags"),
        ("guarantees.yaml:3:10", "trip.bags * trip.bags"),
    ]


@pytest.mark.parametrize(
    "said", [{"never": "trip.bags > 3 && trip.bags < 3"}, {"always": "trip.flown || !trip.flown"}]
)
def test_a_guarantee_that_any_rules_would_keep_is_told(said: dict[str, object]) -> None:
    found = examined(travelling(guarantee(ask="cancel", verdict="doable", **said)))

    assert found.state == PROVED
    assert "it would be proved of any rules" in str(found.why)


def test_only_some_guarantees_can_be_asked_for() -> None:
    one, other = (
        guarantee(never="trip.flown", ask="cancel", verdict="doable") | {"id": name} for name in "ab"
    )

    assert [found.id for found in prove_all(travelling(one, other), only=["b"])] == ["b"]
