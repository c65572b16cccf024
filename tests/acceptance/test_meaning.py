"""What a book means, sentence by sentence: stories in the policy owner's own format.

The books under tests/stories/meaning hold one point of "What a book means" each. What can't be a story,
because no book or no case comes about, is tested at the end of this page.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from doable import Book, BookNotLoaded, InputError
from doable.policy.deciding.reading_decisions import read_decision
from doable.workbench.checking import check_book
from doable.workbench.testing import Told, tell_stories
from tests.stories.regenerate import BOOKS, WRITTEN, decisions

ROOT = Path(__file__).parents[2]
LOADED = {folder.name: Book.load(folder) for folder in BOOKS}
TOLD = [(name, told) for name, book in LOADED.items() for told in tell_stories(book.contents)]


@pytest.mark.parametrize(
    "told", [pytest.param(told, id=f"{name}: {told.story.title}") for name, told in TOLD]
)
def test_story(told: Told) -> None:
    assert told.differences == ()


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_the_book_of_the_stories_has_no_errors(folder: Path) -> None:
    _contents, findings = check_book(folder)

    assert [str(finding) for finding in findings if finding.severity == "error"] == []


@pytest.mark.parametrize("name", LOADED)
def test_no_two_stories_of_a_book_have_the_same_title(name: str) -> None:
    titles = [story.title for story in LOADED[name].contents.stories]

    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_the_whole_decisions_are_those_written_down(folder: Path) -> None:
    assert decisions(LOADED[folder.name]).encode() == (folder / WRITTEN).read_bytes()


def test_hash_seed_time_zone_and_locale_of_the_machine_change_no_byte() -> None:
    elsewhere = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}

    printed = subprocess.run(
        [sys.executable, ROOT / "tests/stories/regenerate.py", "--print"],
        env=elsewhere,
        capture_output=True,
        check=True,
    )

    assert printed.stdout == b"".join((folder / WRITTEN).read_bytes() for folder in BOOKS)


# ---------------------------------------------------------------- books that are refused or warned about

HEADING = """
name: A book
version: "1"
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
grades: [self_service, agent, supervisor]
functions: [support]
"""
FACTS = """
order.total: {type: money, from: [record]}
order.late: {type: bool, from: [record]}
order.sent_at: {type: timestamp, from: [record]}
order.sent_on: {type: date, from: [record]}
customer.note: {type: string, from: [record], optional: true}
"""
ASK = """
ask: refund
means: The customer wants money back.
examples: [money back]
purpose: be made whole
params: {{amount: {{type: money}}}}
rules:
{rules}
otherwise: {otherwise}
"""
DECLINE = "{then: decline, ground: policy, because: We don't.}"


def write_book(
    folder: Path,
    *,
    rules: str = "  - {id: late, when: order.late, then: grant}",
    otherwise: str = DECLINE,
    **files: str,
) -> Path:
    """A small book with one ask; `files` replace or add whole files by stem."""
    (folder / "asks").mkdir()
    texts = {
        "book": HEADING,
        "facts": FACTS,
        "asks/refund": ASK.format(rules=rules, otherwise=otherwise),
        **files,
    }
    for stem, text in texts.items():
        (folder / f"{stem}.yaml").write_text(text)
    return folder


def messages(folder: Path, severity: str) -> list[str]:
    """What `book check` has to say about a book, by severity."""
    return [finding.message for finding in check_book(folder)[1] if finding.severity == severity]


@pytest.mark.parametrize(
    ("rules", "otherwise", "said"),
    [
        pytest.param(
            "  - {id: r, when: order.late, then: forbid, ground: law, because: No.,"
            " unless: [{when: order.late, then: grant}]}",
            DECLINE,
            "forbids, and yet has exceptions",
            id="what is forbidden has no exceptions",
        ),
        pytest.param(
            "  - {id: r, when: order.late, then: decline, ground: law, because: No.,"
            " unless: [{when: order.late, then: forbid, unless: [{when: order.late, then: grant}]}]}",
            DECLINE,
            "`r.unless_1` forbids, and yet has exceptions",
            id="an exception that forbids has none, either",
        ),
        pytest.param(
            "  - {id: r, when: order.late, then: grant, because: Yes.,"
            " unless: [{when: order.late, then: decline, ground: law}]}",
            DECLINE,
            "needs `because`",
            id="the words of a yes are not inherited by a no",
        ),
        pytest.param(
            "  - {id: r, when: order.late, then: grant}",
            "{then: lift}",
            "`otherwise` .* lift",
            id="otherwise can't lift",
        ),
        pytest.param(
            "  - {id: r, when: order.late, then: phase, steps: [{terms: old}, {terms: new}]}",
            DECLINE,
            "step of the plan never ends",
            id="only the last step of a plan may be open-ended",
        ),
        pytest.param(
            "  - {id: r, when: order.total / 3 > 1, then: grant}",
            DECLINE,
            "no `/` for `order.total`",
            id="money is divided only inside round",
        ),
        pytest.param(
            "  - {id: r, when: order.total * order.total > 1, then: grant}",
            DECLINE,
            r"no `\*` for `order.total`",
            id="money is not multiplied by money",
        ),
        pytest.param(
            "  - {id: r, when: order.sent_on < order.sent_at, then: grant}",
            DECLINE,
            "is a date and",
            id="a date is not compared with a moment",
        ),
        pytest.param(
            "  - {id: r, when: case.granted > 5, then: grant}",
            DECLINE,
            "case.granted",
            id="rules don't read what the case granted, only limits do",
        ),
    ],
)
def test_book_check_refuses(tmp_path: Path, rules: str, otherwise: str, said: str) -> None:
    (error,) = messages(write_book(tmp_path, rules=rules, otherwise=otherwise), "error")

    assert re.search(said, error)


@pytest.mark.parametrize(
    "name",
    [
        "customer.emotion",
        "message.signals",
        "case.cause",
        "case.messages",
        "customer.threatens",
        "times_asked",
    ],
)
def test_a_fact_that_would_let_pressure_decide_is_an_error(tmp_path: Path, name: str) -> None:
    (error,) = messages(write_book(tmp_path, facts=f"{FACTS}{name}: {{type: string}}\n"), "error")

    assert re.search(f"`{name}` .* pressure", error)


@pytest.mark.parametrize("file", ["rules", "authority"])
def test_rules_and_authority_cannot_read_emotion(tmp_path: Path, file: str) -> None:
    reading = {
        "rules": "  - {id: r, when: 'customer.emotion == \"angry\"', then: grant}",
        "authority": "- {grade: agent, ask: refund, when: 'customer.emotion == \"angry\"'}",
    }
    folder = write_book(tmp_path, **{file: reading[file]})

    with pytest.raises(BookNotLoaded, match=r"there is no fact `customer\.emotion`"):
        Book.load(folder)


def test_hardship_is_no_pressure(tmp_path: Path) -> None:
    facts = f"{FACTS}customer.hardship: {{type: bool, from: [colleague, document]}}\n"

    assert messages(write_book(tmp_path, facts=facts), "error") == []


def test_another_version_of_the_language_is_refused(tmp_path: Path) -> None:
    later = HEADING.replace("language_version: 1", "language_version: 2")

    (error,) = messages(write_book(tmp_path, book=later), "error")

    assert "version 2" in error


def test_an_exception_that_allows_what_otherwise_would_refuse_is_warned_about(tmp_path: Path) -> None:
    rules = (
        "  - {id: r, when: order.late, then: decline, ground: law, because: No.,"
        " unless: [{when: order.late, then: grant}]}"
    )

    warnings = messages(write_book(tmp_path, rules=rules), "warning")

    assert "`r.unless_1` allows what `otherwise` would refuse" in warnings


def test_a_limit_that_splitting_gets_round_is_warned_about(tmp_path: Path) -> None:
    limits = "- {grade: agent, ask: refund, when: ask.amount <= 100}"

    warnings = messages(write_book(tmp_path, authority=limits), "warning")

    assert "this limit reads one ask's amount alone, so splitting a sum gets round it" in warnings


def test_a_limit_that_reads_what_the_case_granted_is_not_warned_about(tmp_path: Path) -> None:
    limits = "- {grade: agent, ask: refund, when: ask.amount + case.granted <= 100}"

    warnings = messages(write_book(tmp_path, authority=limits), "warning")

    assert not [warning for warning in warnings if "splitting" in warning]


def test_something_that_nobody_may_approve_is_warned_about(tmp_path: Path) -> None:
    limits = "- {grade: agent, ask: refund, when: ask.amount + case.granted <= 100}"

    warnings = messages(write_book(tmp_path, authority=limits), "warning")

    assert "beyond the limits of authority.yaml nobody may grant `refund`" in warnings


# ---------------------------------------------------------------- cases that are refused

REFUND = {"asks": [{"ask": "refund", "params": {"amount": 40}}], "at": "2026-10-14T09:00:00+02:00"}
BY = {"grade": "supervisor", "function": "support"}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        pytest.param(
            {"evidence": [{"kind": "approval", "ask": "refund", "answer": "no", "by": BY}]},
            "`evidence[0].because`: is missing",
            id="a no to an approval without the sentence for the customer",
        ),
        pytest.param(
            {"evidence": [{"kind": "approval", "ask": "refund", "answer": "no", "by": BY, "because": " "}]},
            "`evidence[0].because`: is missing",
            id="a no to an approval with an empty sentence",
        ),
        pytest.param(
            {"evidence": [{"kind": "approval", "ask": "refund", "answer": "yes"}]},
            "`evidence[0].by`: is missing",
            id="an approval by nobody",
        ),
        pytest.param({"at": "2026-10-14T09:00:00"}, "`at`", id="a time without an offset"),
        pytest.param(
            {"facts": {"order.sent_at": "2026-10-14T09:00:00"}},
            "`facts.order.sent_at`",
            id="a moment among the facts without an offset",
        ),
        pytest.param(
            {"facts": {"order.total": "0.0000001"}},
            "`facts.order.total`",
            id="a seventh digit after the point",
        ),
        pytest.param(
            {"facts": {"order.total": "1" + "0" * 18}},
            "`facts.order.total`",
            id="a nineteenth digit before it",
        ),
        pytest.param(
            {"facts": {"order.late": None}}, "`facts.order.late`", id="null for a fact that is always there"
        ),
        pytest.param(
            {"facts": {"order.lat": True}}, "did you mean `order.late`?", id="a fact the book lacks"
        ),
        pytest.param(
            {"facts": {"case.granted": "-1"}}, "`facts.case.granted`", id="less than nothing was granted"
        ),
        pytest.param(
            {"facts": {"customer.granted_90d": "-1"}},
            "`facts.customer.granted_90d`",
            id="less than nothing in 90 days",
        ),
        pytest.param({"fact": {}}, "`fact`: unknown key", id="an unknown key"),
        pytest.param({"as": "king"}, "`as`: the book has no grade `king`", id="a grade the book lacks"),
        pytest.param({"asks": []}, "`asks`", id="nothing is asked"),
    ],
)
def test_input_is_refused_with_the_key_that_is_wrong(
    tmp_path: Path, case: dict[str, object], said: str
) -> None:
    book = Book.load(write_book(tmp_path))

    with pytest.raises(InputError) as refused:
        book.decide({**REFUND, **case})

    assert said in str(refused.value)


def test_null_says_that_an_optional_fact_is_known_to_be_absent(tmp_path: Path) -> None:
    book = Book.load(write_book(tmp_path, rules="  - {id: r, when: '!has(customer.note)', then: grant}"))

    assert book.decide({**REFUND, "facts": {"customer.note": None}}).answers[0].verdict == "doable"


def test_numbers_are_read_exactly_whether_json_numbers_or_strings(tmp_path: Path) -> None:
    book = Book.load(write_book(tmp_path))

    shown = [
        book.as_json(book.decide({**REFUND, "asks": [{"ask": "refund", "params": {"amount": amount}}]}))
        for amount in (0.1, "0.1", "0.10")
    ]

    assert shown[0] == shown[1] == shown[2]


@pytest.mark.parametrize("name", LOADED)
def test_a_decision_read_back_from_its_json_is_written_as_the_same_json(name: str) -> None:
    book = LOADED[name]

    for line in decisions(book).splitlines():
        assert book.as_json(read_decision(book.contents, json.loads(line))) == json.loads(line)
