"""Cases that show something: as small as can be, decided before they are believed, easy to read."""

import yaml

from doable.policy.book import Contents
from doable.policy.deciding.cases import Person
from doable.workbench.proving.finding import Unanswered, decided
from doable.workbench.proving.reading import Asking, anyone, reading_of, somebody
from doable.workbench.proving.searching import Search
from doable.workbench.proving.space import Space
from doable.workbench.proving.witness import Witness
from doable.workbench.proving.witnessing import find
from doable.workbench.symbolic.outcomes import outcome_of
from tests.unit.policy.books import Data, written

FACTS: Data = {
    "bought": {"type": "date"},
    "gone": {"type": "date", "optional": True},
    "tier": {"type": "enum", "values": ["plain", "gold"]},
    "total": {"type": "money"},
    "note": {"type": "string"},
    "tags": {"type": "list<string>"},
    "wait": {"type": "duration"},
    "called": {"type": "timestamp"},
    "told": {"type": "bool", "from": ["customer"]},
    "age": {"type": "int", "from": ["record"], "is": "days(bought, today)"},
}
PARAMS: Data = {"amount": {"type": "money"}}


def book(when: str, **more: Data) -> Contents:
    return written({"id": "yes", "when": when, "then": "grant"}, facts=FACTS, params=PARAMS, **more).contents


def shown(contents: Contents, verdict: str = "doable", asker: Person | None = None, **how: float) -> object:
    """The smallest case of the ask that comes to a verdict."""
    space, ask = Space(), contents.asks["wish"]
    asking: Asking | None = somebody(space, contents, asker) if asker else None
    reading = reading_of(space, contents, ask, asker=asking)
    outcome = outcome_of(contents, ask, reading)

    def confirmed(case: dict[str, object]) -> bool:
        decision = decided(contents, case)
        return decision is not None and decision.answers[0].verdict == verdict

    return find(reading, outcome.verdicts[verdict], confirmed, search=Search(space, **how))


def test_only_what_matters_is_shown() -> None:
    assert str(shown(book('tier == "gold" || told && total > 5'))) == "`tier` is gold"


def test_amounts_are_whole_where_they_can_be() -> None:
    assert str(shown(book("total > 99.50 && ask.amount < 0.03 && ask.amount > 0"))) == (
        "`ask.amount` is 0.01, `total` is 100.00"
    )


def test_days_lie_near_today_and_what_is_computed_from_them_is_told() -> None:
    assert str(shown(book("age > 30"))) == "`bought` is 2025-12-01, it is 2026-01-01, so `age` is 31"


def test_what_is_known_to_be_absent_is_not_there() -> None:
    assert str(shown(book("!has(gone)"))) == "`gone` is not there"


def test_moments_and_lengths_of_time_are_near_the_bounds() -> None:
    assert str(shown(book('now - called > duration("2h") && wait > duration("36h")'))) == (
        "`called` is 2026-01-01T09:59:59Z, `wait` is 129601s, it is 2026-01-01T12:00:00Z"
    )


def test_a_text_holds_what_it_must() -> None:
    assert str(shown(book('note.startsWith("re:") && note.endsWith("!")'))) == "`note` is re:!"


def test_a_list_holds_no_more_than_it_must() -> None:
    assert str(shown(book('"fragile" in tags && !("heavy" in tags)'))) == "`tags` is [fragile]"
    assert str(shown(book("size(tags) >= 2"))) == "`tags` is [text 1, text 2]"


def test_a_fact_comes_from_somebody_whose_word_counts() -> None:
    found = shown(book("told"))

    assert isinstance(found, Witness)
    assert found.case["facts"] == {"told": {"value": True, "source": "customer"}}


def test_what_no_case_shows_is_none() -> None:
    assert shown(book("total > 5 && total < 5")) is None


def test_a_condition_that_z3_does_not_follow_still_finds_a_case_or_says_that_it_could_not() -> None:
    found = shown(book("round(total / (ask.amount + 1), 2) == 7.77"))

    assert isinstance(found, Unanswered | Witness)


def test_somebody_given_asks_in_the_case() -> None:
    found = shown(book("total > 5"), asker=Person("agent", "support"))

    assert isinstance(found, Witness)
    assert found.case["as"] == {"grade": "agent", "function": "support"}
    assert str(found) == "asked by agent of support, `total` is 6.00"


def test_anybody_is_a_grade_and_a_function_of_the_book() -> None:
    contents, space = book("total > 5"), Space()
    reading = reading_of(space, contents, contents.asks["wish"], asker=anyone(space, contents))

    search = Search(space)

    assert search.can_be(reading.asker is not None and reading.asker.at_least(4)) is True
    grade = space.variables["as.grade"].term
    assert search.can_be(grade == space.code("nobody")) is False


def test_a_case_is_a_line_for_decide_and_a_story_that_can_be_read_back() -> None:
    found = shown(book('tier == "gold"'))

    assert isinstance(found, Witness)
    assert (
        found.as_line()
        == '{"at": "2026-01-01T11:00:00Z", "asks": [{"ask": "wish"}], "facts": {"tier": "gold"}}'
    )
    assert yaml.safe_load(found.as_story("gold gets it", [{"verdict": "doable"}])) == [
        {
            "story": "gold gets it",
            "at": "2026-01-01T11:00:00Z",
            "asks": [{"ask": "wish"}],
            "facts": {"tier": "gold"},
            "expect": [{"verdict": "doable"}],
        }
    ]
