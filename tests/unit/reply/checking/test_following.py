"""What a reply owes beside the answer."""

import pytest

from tests.unit.reply.checking.drafted import found, marked, occasion

WISH = "You'd like your money back. "


def checks(draft, held_against=None):
    return {one.check for one in found(draft, held_against)}


@pytest.mark.parametrize("when", ["by 21 October", "tomorrow", "within three days", "at 16:30", "tonight"])
def test_any_day_or_time_to_come_is_a_date(when) -> None:
    assert not checks(WISH + f"Accounting pays it {when}.") & {"missing_date", "missing_next_step"}


def test_a_day_gone_by_is_no_date_for_the_next_step() -> None:
    held_against = occasion(message="I wrote on 12 October: pay me back.")

    assert "missing_date" in checks(WISH + "You wrote on 12 October. Accounting pays it.", held_against)


def test_soon_is_no_date() -> None:
    assert marked(WISH + "Accounting pays it before long.")["missing_date"] == "before long"


def test_a_step_without_a_day_and_no_step_at_all_are_told_apart() -> None:
    assert marked(WISH + "Accounting pays it.")["missing_date"] == "Accounting pays it."
    assert "missing_next_step" in checks(WISH + "That is fine with us.")


def test_without_a_next_step_or_its_day_nothing_is_missed() -> None:
    assert "missing_next_step" not in checks(WISH + "That is fine with us.", occasion(step={}))
    undated = occasion(step={"what": "pay", "who": "accounting"})
    assert not checks(WISH + "Accounting pays it.", undated) & {"missing_date", "missing_next_step"}


def test_trouble_wants_to_be_seen_and_a_failure_an_apology() -> None:
    held_against = occasion(case={"emotion": "angry"}, fault=True)
    draft = WISH + "Accounting pays by 21 October. "

    assert {"missing_acknowledgement", "missing_apology"} <= checks(draft, held_against)
    assert not checks(draft + "We are sorry.", held_against)
    assert "missing_apology" in checks(draft + "We're sorry you feel that way, it is annoying.", held_against)
    assert "missing_acknowledgement" in checks(draft + "Are you done being angry?", held_against)


def test_nothing_is_owed_in_a_language_nobody_wrote_lists_for() -> None:
    held_against = occasion(case={"emotion": "angry", "language": "fr"}, fault=True)

    assert not checks("Bonjour, nous vous remboursons les 40 € que vous avez payés.", held_against)
