"""Why a case is decided as it is."""

from doable.policy.deciding.explaining import Standing, Used
from tests.unit.policy.books import Data, written

FACTS: Data = {
    "a": {"type": "bool", "from": ["record", "customer"]},
    "b": {"type": "bool"},
    "n": {"type": "int"},
    "twice": {"type": "int", "is": "n * 2"},
}


def standings(*rules: Data, otherwise: Data | None = None, **case: object) -> dict[str, Standing]:
    """How the rules of a case stand, by id."""
    book = written(*rules, otherwise=otherwise, facts=FACTS, params={"amount": {"type": "money"}})
    whole = {"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "wish", "params": {"amount": 5}}], **case}
    ((name, found),) = book.explain(whole).asks
    assert name == "wish"
    return {standing.rule: standing for standing in found}


def exceptional(*exceptions: Data) -> Data:
    """A rule that declines, with exceptions."""
    return {
        "id": "r",
        "when": "a",
        "then": "decline",
        "ground": "policy",
        "because": "We don't.",
        "clause": "Terms 1",
        "note": "Ask Ann.",
        "unless": [
            {"id": f"r.{number}", **exception} for number, exception in enumerate(exceptions, start=1)
        ],
    }


def test_a_rule_in_force_is_shown_with_all_that_stands_behind_it() -> None:
    rule = standings(exceptional({"when": "b", "then": "grant"}), facts={"a": True, "b": False})["r"]

    assert rule == Standing(
        rule="r",
        standing="in force",
        then="decline",
        when="a",
        depth=0,
        facts=(Used("a", True, "record"),),
        ground="policy",
        clause="Terms 1",
        note="Ask Ann.",
    )


def test_a_rule_is_replaced_by_its_exception() -> None:
    found = standings(exceptional({"when": "b", "then": "grant"}), facts={"a": True, "b": True})

    assert [(each.rule, each.standing, each.depth) for each in found.values()] == [
        ("r", "replaced", 0),
        ("r.1", "in force", 1),
        ("wish.otherwise", "not", 0),
    ]


def test_a_rule_is_lifted_and_otherwise_is_in_force() -> None:
    found = standings(exceptional({"when": "b", "then": "lift"}), facts={"a": True, "b": True})

    assert [each.standing for each in found.values()] == ["replaced", "lifts", "in force"]


def test_exceptions_of_a_rule_that_does_not_hold_do_not_hold() -> None:
    found = standings(exceptional({"when": "b", "then": "grant"}), facts={"a": False, "b": True})

    assert [each.standing for each in found.values()] == ["not", "not", "in force"]


def test_an_open_rule_shows_what_is_unknown() -> None:
    rule = standings({"id": "r", "when": "a && b", "then": "grant"}, facts={"a": True})["r"]

    assert (rule.standing, rule.facts) == ("open", (Used("a", True, "record"), Used("b", None, "unknown")))


def test_a_rule_that_failed_shows_its_error() -> None:
    rule = standings({"id": "r", "when": "10 / n > 1", "then": "grant"}, facts={"n": 0})["r"]

    assert (rule.standing, rule.error) == ("failed", "division by zero")


def test_every_value_says_where_it_comes_from() -> None:
    clock = 'today > date("2025-01-01") && now > timestamp("2025-01-01T00:00:00Z")'
    condition = f"a && twice > 2 && ask.amount > 1 && {clock}"
    facts = {"a": {"value": True, "source": "customer"}, "n": 3}

    rule = standings({"id": "r", "when": condition, "then": "grant"}, facts=facts)["r"]

    assert rule.facts == (
        Used("a", True, "customer"),
        Used("ask.amount", "5.00", "ask"),
        Used("now", "2026-01-01T12:00:00Z", "clock"),
        Used("today", "2026-01-01", "clock"),
        Used("twice", 6, "computed"),
    )


def test_an_ask_that_the_book_lacks_has_nothing_to_explain() -> None:
    book = written(otherwise={"then": "grant"})

    assert book.explain({"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "pony"}]}).asks == ()


def test_a_case_that_was_read_already_can_be_explained() -> None:
    book = written(otherwise={"then": "grant"})
    case = book.read_case({"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "wish"}]})

    assert [standing.standing for standing in book.explain(case).asks[0][1]] == ["in force"]
