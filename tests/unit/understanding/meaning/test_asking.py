import pytest

from doable.understanding.meaning.asking import Asking
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import Earlier, Message, Span
from tests.unit.understanding.asked_books import EXAMPLES, book_of


@pytest.fixture(scope="module")
def asking():
    return Asking(book_of(EXAMPLES))


def asks(asking, text, history=()):
    return asking.asks(Message(text, history=history), clauses(text))


def names(asking, text, history=()):
    return [one.ask for one in asks(asking, text, history)]


def test_an_ask_is_found_in_words_like_its_examples(asking):
    assert names(asking, "Please give me my money back") == ["refund"]


def test_every_ask_of_a_message_is_found_in_the_order_it_stands(asking):
    text = "Could you repair the machine please? And when are you open on Saturday?"
    assert names(asking, text) == ["repair", "opening_hours"]


def test_an_ask_said_twice_is_named_once(asking):
    assert names(asking, "I want my money back. Please refund me.") == ["refund"]


def test_the_span_is_the_clause_it_was_read_from(asking):
    text = "Good morning. I want my money back."
    (one,) = asks(asking, text)
    assert text[one.span.start : one.span.end] == "I want my money back."


def test_confidence_is_a_probability(asking):
    assert all(0 < one.confidence <= 1 for one in asks(asking, "I want a refund, my money back"))


@pytest.mark.parametrize(
    "text",
    [
        "Thank you very much, everything works now.",
        "You are all idiots!",
        "Congratulations, you have won a prize. Click here to claim your reward.",
        "Kind regards",
    ],
)
def test_thanks_rants_and_advertising_ask_for_nothing(asking, text):
    assert names(asking, text) == []


def test_a_short_reply_is_read_with_what_was_asked_before(asking):
    before = (Earlier("customer", "I want my money back for order 1042"), Earlier("company", "We are sorry."))
    alone, after = (
        {one.ask: one.confidence for one in asks(asking, "so, the 40 please", history)}
        for history in ((), before)
    )
    assert after["refund"] > alone.get("refund", 0)


def test_what_the_company_said_before_is_not_the_customers_ask(asking):
    company = (Earlier("company", "We can refund your money."),)
    assert asks(asking, "so please", company) == asks(asking, "so please")


def test_numbers_make_no_difference(asking):
    one, other = (asks(asking, f"please refund order {number}") for number in ("CC-48213", "CC-51999"))
    assert [a.confidence for a in one] == [a.confidence for a in other]


def test_the_same_book_reads_the_same(asking):
    again = Asking(book_of(EXAMPLES))
    text = "fix my pump please, or money back"
    assert asks(again, text) == asks(asking, text)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "12345", "日本語のメッセージ", "\x00\x01", "🙂🙂"])
def test_texts_without_words_ask_for_nothing(asking, text):
    assert asking.asks(Message(text), clauses(text) or (Span(0, len(text)),)) == ()


def test_a_message_without_clauses_asks_for_nothing(asking):
    assert asking.asks(Message("refund"), ()) == ()


def test_a_book_without_examples_finds_nothing():
    assert names(Asking(book_of({"refund": ()})), "I want a refund") == []


def test_a_very_long_clause_is_read_from_its_beginning(asking):
    assert names(asking, "please refund me my money " + "bla " * 5000) == ["refund"]


def test_chances_begin_with_asking_for_nothing(asking):
    likely = asking.chances(["Thank you very much", "I want my money back"])
    assert likely.shape == (2, 4)
    assert likely[0].argmax() == 0
    assert asking.names[likely[1].argmax() - 1] == "refund"
