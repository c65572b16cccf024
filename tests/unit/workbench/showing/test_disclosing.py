import pytest

from doable.workbench.showing.describing import describe
from doable.workbench.showing.disclosing import public_page
from doable.workbench.showing.writing_html import fragment, html
from doable.workbench.showing.writing_markdown import markdown
from tests.unit.workbench.showing.leaking import leaks
from tests.unit.workbench.showing.telling_books import contents

PUBLIC = {"public": True}


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_of_our_own_is_shown_to_customers(language: str) -> None:
    document = public_page(contents(), language)
    assert leaks(contents(), markdown(document)) == set()
    assert leaks(contents(), html(document)) == set()


def test_what_colleagues_read_would_be_found_out() -> None:
    shown = html(describe(contents()))
    assert leaks(contents(), shown) == {"note", "rule", "fact", "digest", "grade", "number"}


def test_the_condition_and_the_limits_of_a_public_rule_are_shown() -> None:
    shown = markdown(public_page(contents(early=PUBLIC), "en", ask="refund"))
    assert "**If** order days is at most 7713 **and** item opened: no" in shown
    assert "**You get:** the amount asked for; by 7714 days from today." in shown
    assert "7715" not in shown


def test_a_public_exception_of_a_rule_that_is_not_public_keeps_its_condition() -> None:
    assert "7715" not in markdown(public_page(contents(gold=PUBLIC), "en"))


def test_a_rule_is_public_only_if_it_says_so_itself() -> None:
    opened = contents(opened=PUBLIC).asks["refund"].rules[1]
    assert opened.effect.public
    assert not any(exception.effect.public for exception in opened.exceptions)
    assert not contents().asks["refund"].rules[1].effect.public


def test_a_public_exception_says_the_conditions_of_its_rule_too() -> None:
    shown = markdown(public_page(contents(gold=PUBLIC, opened=PUBLIC), "en"))
    assert (
        "**If** item opened: yes **and** customer tier is gold **and** the amount asked for is at most 7715"
        in shown
    )


def test_conditions_are_left_out_where_nobody_can_say_them_in_the_language() -> None:
    assert "7713" not in markdown(public_page(contents(early=PUBLIC), "de"))


def test_a_public_condition_without_words_is_left_out_rather_than_shown_as_written() -> None:
    book = contents(early={**PUBLIC, "when": 'has(order.note) && order.note.startsWith("x 7713")'})
    assert leaks(book, markdown(public_page(book, "en"))) == set()
    assert "startsWith" not in markdown(public_page(book, "en"))


def test_customers_read_the_reasons_clauses_charges_and_risks() -> None:
    shown = markdown(public_page(contents(), "en", ask="refund"))
    assert "- It came back in time. (Terms 2.1)" in shown
    assert "**Yes, for a charge.**" in shown
    assert "**The charge:** 6.50 EUR for the way back." in shown
    assert "**Please note:** The box must be closed." in shown


def test_a_charge_that_hangs_on_a_condition_is_not_told() -> None:
    shown = markdown(public_page(contents(charged={"amount": "order.days > 7721 ? 7722 : 7723"}), "en"))
    assert "**The charge:** the way back." in shown
    assert not {"7721", "7722", "7723"} & set(shown.split())


def test_the_texts_are_those_of_the_language_and_so_are_the_fixed_words() -> None:
    shown = markdown(public_page(contents(), "de", ask="refund"))
    assert "# Was wir für Sie tun können" in shown
    assert "Gebrauchtes können wir nicht für 5 € verkaufen." in shown
    assert "### Was wir stattdessen anbieten können\n\n- Ein anderes." in shown


def test_what_is_wanted_is_said_to_the_customer_where_no_other_word_has_to_change() -> None:
    shown = markdown(public_page(contents(), "en"))
    assert "**You want money back.**" in shown
    assert "**The customer wants them swapped.**" in shown


def test_a_fragment_for_a_page_of_the_web_has_no_frame_of_its_own() -> None:
    shown = fragment(public_page(contents(), "en"), level=3)
    assert "<h3" in shown
    assert not any(tag in shown for tag in ("<h1", "<h2", "<html", "<style", "<main"))
    assert '<a href="#ask-swap">Another one.</a>' in shown.replace("<span>", "").replace("</span>", "")
    assert 'id="referral-shop"' in shown
