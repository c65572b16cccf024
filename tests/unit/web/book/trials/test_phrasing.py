"""Examples in words: names of facts as people say them, the book's own names marked in sentences."""

from doable.web.book.trials.phrasing import in_words, marked, outcome


def test_facts_are_called_as_people_call_them() -> None:
    said = ("asked by self_service", "`order.days_since_delivery` is 31", "`ask.amount` is 20.00")
    assert in_words(said) == ["Asked by self service", "Days since delivery is 31", "Amount is 20.00"]


def test_names_of_the_book_are_marked_and_all_else_is_escaped() -> None:
    assert marked("rule `refund.small` never decides <here>..") == (
        "Rule <code>refund.small</code> never decides &lt;here&gt;."
    )
    assert marked("one ` alone") == "One ` alone."


def test_an_outcome_says_what_is_granted_for_what_and_with_whose_yes() -> None:
    came = {
        "granted": [["amount", "20.00"]],
        "charge": "5.00",
        "approvals": ["supervisor"],
        "plan": ["half", "all"],
    }
    assert outcome(came, "EUR") == [
        "Grants amount 20.00",
        "For a charge of 5.00 EUR",
        "Once approved by supervisor",
        "Step by step: half, then all",
    ]
    assert outcome({"granted": [], "charge": None, "approvals": [], "plan": []}, "EUR") == []
