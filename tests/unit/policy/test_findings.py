"""A finding as a person reads it."""

from doable.policy.findings import BookNotLoaded, Finding, Place, did_you_mean


def test_a_finding_says_where_what_and_what_to_do() -> None:
    finding = Finding(
        "error", "shape", "there is no key `x`", Place("book.yaml", 3, 5), "remove it", "    x: 1"
    )

    assert str(finding) == (
        "book.yaml:3:5: error: there is no key `x`\n        x: 1\n        ^\n    help: remove it"
    )


def test_a_finding_without_a_line_or_a_remedy_is_short() -> None:
    assert str(Finding("warning", "files", "odd", Place("a"))) == "a:1:1: warning: odd"


def test_a_tab_in_the_line_does_not_move_the_mark() -> None:
    finding = Finding("error", "syntax", "here stands a tab", Place("a", 1, 2), None, "x\ty")

    assert str(finding).splitlines()[1:] == ["    x y", "     ^"]


def test_a_book_that_is_not_loaded_says_all_that_is_wrong() -> None:
    findings = [Finding("error", "files", word, Place("a")) for word in ("one", "other")]

    assert str(BookNotLoaded(findings)) == "a:1:1: error: one\na:1:1: error: other"


def test_what_was_meant_is_the_closest_word_or_one_of_a_few() -> None:
    assert did_you_mean("refnd", ["refund", "repair"]) == "did you mean `refund`?"
    assert did_you_mean("xyz", ["refund", "repair"]) == "use one of `refund`, `repair`"
    assert did_you_mean("xyz", []) is None
    assert did_you_mean("xyz", [f"word{number}" for number in range(9)]) is None
