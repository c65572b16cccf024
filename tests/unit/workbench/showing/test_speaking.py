import pytest

from doable.workbench.showing.speaking import conditions, sayable, value
from tests.unit.workbench.showing.telling_books import contents


def said(when: str) -> str:
    return "; ".join(conditions(contents(early={"when": when}).asks["refund"].rules[0].when))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("order.days >= 3 && order.days <= 9", "order days is from 3 to 9"),
        ("order.due_on <= today", "due on is on or before today"),
        ("order.due_on >= today + 3", "due on is on or after 3 days from today"),
        ("order.days > 3", "order days is more than 3"),
        ("!(item.opened && order.days < 3)", "not at once: item opened: yes and order days is below 3"),
        ("!(item.opened || order.days < 3)", "neither item opened: yes nor order days is below 3"),
        ("!(order.days < 3)", "it is not so that: order days is below 3"),
        ('!(customer.tier in ["gold", "plain"])', "customer tier is not one of gold or plain"),
        ('has(order.note) && order.note == ""', "order note is known; order note is empty"),
        ("!has(order.note)", "order note is absent"),
        ("order.days * 2 + 1 > 3", "order days times 2 plus 1 is more than 3"),
        ("days(order.due_on, today) > 3", "the days from due on to today is more than 3"),
        ("true", ""),
    ],
)
def test_a_condition_in_words(when: str, words: str) -> None:
    assert said(when) == words


def test_what_has_no_words_is_known_to_have_none() -> None:
    rule = contents(early={"when": 'has(order.note) && order.note.startsWith("x")'}).asks["refund"].rules[0]
    assert not sayable(rule.when)
    assert sayable(contents().asks["refund"].rules[0].when)


def test_a_value_that_hangs_on_a_condition() -> None:
    charge = contents(charged={"amount": "item.opened ? 5 : 6"}).asks["refund"].rules[2].effect.amount
    assert charge is not None
    assert value(charge) == "5 if item opened: yes, else 6"
