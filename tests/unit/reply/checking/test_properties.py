"""What holds of every draft: no more than was granted gets through, the same in other words does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doable.reply.checking.checking import check, may_be_sent
from doable.reply.occasion import Occasion
from tests.unit.reply.checking.drafted import book, found, occasion

TODAY = date(2026, 10, 14)
CENTS = st.integers(1000, 999_999).map(lambda cents: Decimal(cents) / 100)
DAYS = st.integers(1, 300).map(lambda days: TODAY + timedelta(days=days))
NOTATIONS = st.sampled_from(
    (
        lambda sum_: f"{sum_} EUR",
        lambda sum_: f"€{sum_:,}",
        lambda sum_: f"EUR {sum_:,}",
        lambda sum_: f"{sum_} euros",
        lambda sum_: f"{sum_:,}".replace(",", " ").replace(".", ",").replace(" ", ".") + " €",
    )
)
CALENDARS = st.sampled_from(
    (
        lambda day: f"{day.day} {day:%B %Y}",
        lambda day: f"{day:%A}, {day.day} {day:%B %Y}",
        lambda day: day.isoformat(),
        lambda day: f"{day:%B} {day.day}, {day.year}",
        lambda day: f"{day:%d.%m.%Y}",
    )
)
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(value: int) -> str:
    """A number below ten thousand in words."""
    if value >= 1000:
        rest = f" {in_words(value % 1000)}" if value % 1000 else ""
        return f"{_ONES[value // 1000 - 1]} thousand{rest}"
    if value >= 100:
        rest = f" and {in_words(value % 100)}" if value % 100 else ""
        return f"{_ONES[value // 100 - 1]} hundred{rest}"
    if value >= 20:
        return _TENS[value // 10 - 2] + (f"-{_ONES[value % 10 - 1]}" if value % 10 else "")
    return _ONES[value - 1]


TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(
        "We pay you 40 EUR. can't if [x] no , ! ? : 21 October Dear Mr “ ( \n is are it free not".split(" ")
    ),
    max_size=60,
).map(" ".join)


def refund(amount: Decimal, by: date = date(2026, 10, 21)) -> Occasion:
    step = {"what": "pay it", "who": "accounting", "by": by.isoformat()}
    return occasion({"granted": {"amount": str(amount)}}, step=step)


def blocked(draft: str, held_against: Occasion) -> set[str]:
    return {one.check for one in found(draft, held_against) if one.severity == "blocking"}


@given(CENTS, NOTATIONS)
@settings(max_examples=30)
def test_the_sum_that_was_granted_may_be_written_in_any_notation(amount, written) -> None:
    draft = f"You'd like your money back: accounting pays {written(amount)} by 21 October."

    assert not blocked(draft, refund(amount)), draft


@given(CENTS, NOTATIONS)
@settings(max_examples=30)
def test_a_cent_more_than_was_granted_is_found(amount, written) -> None:
    draft = f"You'd like your money back: accounting pays {written(amount + Decimal('0.01'))} by 21 October."

    assert blocked(draft, refund(amount)) & {"wrong_amount", "overpromise"}, draft


@given(st.integers(20, 9998))
@settings(max_examples=30)
def test_the_sum_that_was_granted_may_be_written_in_words(amount) -> None:
    draft = f"You'd like your money back: accounting pays {in_words(amount)} euros by 21 October."

    assert not blocked(draft, refund(Decimal(amount))), draft


@given(st.integers(20, 9998))
@settings(max_examples=30)
def test_a_euro_more_in_words_is_found(amount) -> None:
    draft = f"You'd like your money back: accounting pays {in_words(amount + 1)} euros by 21 October."

    assert blocked(draft, refund(Decimal(amount))) & {"wrong_amount", "overpromise"}, draft


@pytest.mark.parametrize("written", ["twelve hundred euros", "EUR 1,200", "1.200 Euro", "€1200", "1 200 EUR"])
def test_twelve_hundred_is_twelve_hundred(written) -> None:
    draft = f"You'd like your money back: accounting pays {written} by 21 October."

    assert not blocked(draft, refund(Decimal(1200))), draft
    assert blocked(draft, refund(Decimal(1199))) & {"wrong_amount", "overpromise"}, draft


@given(DAYS, CALENDARS)
@settings(max_examples=30)
def test_the_day_that_was_granted_may_be_written_in_any_calendar(day, written) -> None:
    draft = f"You'd like your money back: accounting pays 40 EUR by {written(day)}."

    assert not blocked(draft, refund(Decimal(40), day)), draft


@given(DAYS, CALENDARS)
@settings(max_examples=30)
def test_a_day_sooner_than_was_granted_is_found(day, written) -> None:
    draft = f"You'd like your money back: accounting pays 40 EUR by {written(day - timedelta(days=1))}."

    assert "wrong_amount" in blocked(draft, refund(Decimal(40), day)), draft


@given(st.integers(1, 90), st.sampled_from(("percent", "days")))
@settings(max_examples=30)
def test_a_percent_or_a_day_more_is_found_and_the_granted_one_is_not(value, kind) -> None:
    held_against = occasion({"ask": "terms", "granted": {kind: value}}, step={})
    unit = {"percent": " percent", "days": " days"}[kind]

    assert not blocked(f"You have {value}{unit}.", held_against)
    assert blocked(f"You have {value + 1}{unit}.", held_against) & {"wrong_amount", "overpromise"}


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_is_checked_and_its_findings_lie_inside_it(text) -> None:
    findings = found(text)

    assert all(0 <= one.start <= one.end <= len(text) for one in findings)
    assert [one.start for one in findings] == sorted(one.start for one in findings)
    assert may_be_sent(findings) == all(one.severity == "advice" for one in findings)
    assert check(book(), occasion(), text) == findings
