"""What the example books promise: proved, save for the one loophole that is there to be found."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from doable.policy.loading.building import examine, load
from doable.policy.loading.files import Files, read_files
from doable.workbench.proving.examined import PROVED, REFUTED, Examined
from doable.workbench.proving.guarantees import prove_all
from doable.workbench.testing import tell_stories

EXAMPLES = Path(__file__).parents[2] / "examples"
LOOPHOLE = "no_upgrade_to_cancel"


@cache
def examined(book: str) -> Mapping[str, Examined]:
    """What comes of the guarantees of an example, by id."""
    return {each.id: each for each in prove_all(load(EXAMPLES / book))}


@pytest.mark.parametrize("book", ["airline", "copperline", "retail"])
def test_the_guarantees_of_an_example_are_proved_of_its_rules(book: str) -> None:
    kept = {name: each for name, each in examined(book).items() if name != LOOPHOLE}

    assert kept
    assert [
        (name, each.state, each.why) for name, each in kept.items() if each.state != PROVED or each.why
    ] == []


def test_the_loophole_of_the_airline_is_found_in_two_steps() -> None:
    found = examined("airline")[LOOPHOLE]

    assert found.state == REFUTED
    assert [(step.ask, step.verdict) for step in found.steps] == [
        ("change_cabin", "doable"),
        ("cancel_reservation", "doable"),
    ]
    assert found.steps[0].changed == ("`reservation.cabin` becomes business",)


def test_the_loophole_can_be_kept_as_stories() -> None:
    texts = dict(read_files(EXAMPLES / "airline").texts)
    story = examined("airline")[LOOPHOLE].as_story()
    assert story is not None

    contents, findings = examine(Files({**texts, "stories/loophole.yaml": story}))

    assert contents is not None, findings
    told = [each for each in tell_stories(contents) if each.place.file == "stories/loophole.yaml"]
    assert [each.differences for each in told] == [(), ()]


def test_the_loophole_is_closed_once_the_cabin_of_the_booking_counts() -> None:
    texts = dict(read_files(EXAMPLES / "airline").texts)
    rules, facts = "asks/cancel_reservation.yaml", "facts.yaml"
    assert texts[rules].count('when: reservation.cabin == "business"') == 1
    texts[rules] = texts[rules].replace("when: reservation.cabin ==", "when: reservation.booked_cabin ==")
    texts[facts] += "\nreservation.booked_cabin: {type: enum, values: [basic_economy, economy, business]}\n"
    guarantee = texts["guarantees.yaml"]
    texts["guarantees.yaml"] = guarantee.replace(
        "&& !reservation.any_segment_cancelled_by_airline && !reservation.has_insurance",
        """&& reservation.booked_cabin != "business"
    && !reservation.any_segment_cancelled_by_airline && !reservation.has_insurance""",
    )
    assert texts["guarantees.yaml"] != guarantee

    contents, findings = examine(Files(texts))

    assert contents is not None, findings
    assert [each.state for each in prove_all(contents, only=[LOOPHOLE])] == [PROVED]
