from doable import Book
from doable.web.customers.filing import cell

CONTENTS = Book.load("examples/copperline").contents


def test_money_stands_right_with_its_currency() -> None:
    shown = cell("order", "total", "1589.00", CONTENTS)
    assert (shown.text, shown.is_number) == ("€\u00a01,589.00", True)


def test_what_is_not_there_is_a_dash() -> None:
    assert cell("order", "delivered_on", None, CONTENTS).is_nothing


def test_a_day_is_told_as_one() -> None:
    assert cell("order", "placed_on", "2026-10-01", CONTENTS).text == "1 Oct 2026"


def test_yes_and_no_are_words() -> None:
    assert cell("customer", "open_order", False, CONTENTS).text == "no"


def test_what_the_book_does_not_know_stays_as_it_is() -> None:
    assert cell("boat", "name", "Fair Wind 3-a", CONTENTS).text == "Fair Wind 3-a"
