"""Joined by formulas, a case comes to what the engine decides."""

from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from doable import Book
from doable.policy.deciding.reading_cases import read_case
from doable.policy.language.times import timestamp_from_text
from doable.policy.language.values import Fault, Unknown
from doable.workbench.symbolic.outcomes import outcome_of
from tests.unit.policy.books import FACTS, Data, askers, books, known, loaded, plain_books
from tests.unit.workbench.symbolic.plain import reading_of

AT = timestamp_from_text("2026-01-01T12:00:00Z")
some = settings(max_examples=40)
AMOUNTS = [{}, {"amount": "20"}, {"amount": "60"}]


def cases(least: int) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries(
        {
            "as": st.one_of(st.none(), askers()),
            "at": st.just("2026-01-01T12:00:00Z"),
            "asks": st.sampled_from(AMOUNTS).map(lambda params: [{"ask": "wish", "params": params}]),
            "facts": known(least),
        }
    )


def compared(book: Book, raw: Data, open_means: str, never: type) -> bool:
    """Whether formulas said anything; if they did, it is what was decided."""
    case = read_case(book.contents, raw, AT)
    reading = reading_of(book, case, open_means)
    outcome = outcome_of(book.contents, reading.ask, reading)
    assume(never not in reading.met)
    answer = book.as_json(book.decide(raw))["asks"][0]
    said = [verdict for verdict, holds in outcome.verdicts.items() if holds]
    assert said == ([] if outcome.elsewhere else [answer["verdict"]]), answer
    if outcome.elsewhere or not outcome.allowed:
        return bool(said)
    waiting = {(each["function"], each["grade"]) for each in answer["approvals"] if not each["obtained"]}
    grades = book.contents.grades
    needed = {key for key, holds in outcome.needed.items() if holds}
    assert {(function, grades[rank]) for function, rank in needed} == waiting
    assert (outcome.charge.value if outcome.charge.known else None) == (
        Decimal(answer["charge"]["amount"]) if answer["charge"] else None
    )
    given_values = {name for name, worth in outcome.granted.items() if worth.known}
    assert given_values == set(answer["granted"])
    money = [Decimal(value) for name, value in answer["granted"].items() if name in ("amount", "refund")]
    assert abs(outcome.money.value - sum(money)) <= Decimal("0.005") * len(money)
    decisive = {rule for rule, holds in outcome.deciding.items() if holds}
    assert decisive >= {reason["rule"] for reason in answer["reasons"] if reason["rule"]}
    return True


@some
@given(books(), cases(0))
def test_with_holes_in_the_facts(files: Data, case: Data) -> None:
    compared(loaded(files), case, "clarify", Fault)


@some
@given(plain_books(), cases(0))
def test_books_without_exceptions_and_amounts_are_never_left_to_the_whole_reading(
    files: Data, case: Data
) -> None:
    book = loaded(files)
    assert compared(book, {**case, "as": None}, "clarify", Fault)


@some
@given(plain_books(), cases(0))
def test_plain_books_with_somebody_who_asks(files: Data, case: Data) -> None:
    compared(loaded(files), case, "clarify", Fault)


@some
@given(books(), cases(len(FACTS)))
def test_where_all_is_known_and_only_faults_are_open(files: Data, case: Data) -> None:
    compared(loaded(files), case, "refer", Unknown)


@some
@given(books(), cases(len(FACTS)))
def test_where_all_is_known_nothing_is_left_to_the_whole_reading(files: Data, case: Data) -> None:
    book = loaded(files)
    parsed = read_case(book.contents, case, AT)
    reading = reading_of(book, parsed, "clarify")
    outcome = outcome_of(book.contents, reading.ask, reading)
    assume(not reading.met)
    assert not outcome.elsewhere
