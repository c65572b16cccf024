"""`doable book prove` as a person and a program meet it."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from doable.cli.app import app
from tests.unit.policy.books import HEADING

WIDE = {"COLUMNS": "300", "NO_COLOR": "1"}
RULES = """
  - {id: refund.early, when: order.days <= 30, then: grant}
  - {id: refund.late, when: order.days > 31, then: refer}
"""
GUARANTEES = """
- {id: nothing_late, says: Nothing late is paid back., never: order.days > 31, ask: refund, verdict: doable}
- {id: nothing, says: Nothing is paid back., never: "true", ask: refund, verdict: doable}
"""
ASK = """
ask: refund
means: The customer wants money back.
examples: [money back]
purpose: money
rules:{rules}
otherwise: {{then: decline, ground: policy, because: We don't.}}
"""


def doable(*words: str) -> Result:
    """Run a command in a wide window."""
    return CliRunner().invoke(app, list(words), env=WIDE)


def written(folder: Path, rules: str, guarantees: str) -> str:
    """A book with one ask."""
    texts = {
        "book.yaml": json.dumps(HEADING),
        "facts.yaml": "order.days: {type: int}\n",
        "asks/refund.yaml": ASK.format(rules=rules),
        "guarantees.yaml": guarantees,
    }
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return str(folder)


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A book with a hole, a guarantee that holds and one that does not."""
    return written(tmp_path / "rules", RULES, GUARANTEES)


def test_a_person_reads_what_was_found_and_what_is_proved(book: str) -> None:
    result = doable("book", "prove", book)

    assert result.exit_code == 1
    assert "`refund` has a hole: at `order.days` 31 only `otherwise` applies" in result.stderr
    assert "✓ nothing_late: Nothing late is paid back." in result.stdout
    assert "✗ nothing: Nothing is paid back." in result.stdout
    assert "1 thing to look at; 1 of 2 guarantees proved" in result.stdout
    assert "taken for granted: everything is known" in result.stdout


def test_a_program_reads_one_object(book: str) -> None:
    shown = json.loads(doable("book", "prove", book, "--json").stdout)

    (hole,) = [found for found in shown["findings"] if found["severity"] == "warning"]
    assert hole["check"] == "gap"
    assert hole["case"]["facts"] == {"order.days": 31}
    assert [(each["id"], each["state"]) for each in shown["guarantees"]] == [
        ("nothing_late", "proved"),
        ("nothing", "refuted"),
    ]


def test_only_the_questions_or_only_the_guarantees_are_asked(book: str) -> None:
    questions = doable("book", "prove", book, "--only", "questions")
    guarantees = doable("book", "prove", book, "--only", "guarantees")

    assert "nothing_late" not in questions.stdout
    assert "hole" not in guarantees.stderr
    assert "nothing_late" in guarantees.stdout


def test_a_sound_book_leaves_nothing_to_look_at(tmp_path: Path) -> None:
    book = written(tmp_path, "\n  - {id: early, when: order.days <= 30, then: grant}\n", "[]")

    result = doable("book", "prove", book)

    assert (result.exit_code, "0 things to look at" in result.stdout) == (0, True)


def test_what_was_found_is_kept_as_stories_that_pass(book: str, tmp_path: Path) -> None:
    kept = Path(book) / "stories" / "found.yaml"
    kept.parent.mkdir()

    doable("book", "prove", book, "--stories", str(kept))

    assert len(yaml.safe_load(kept.read_text())) == 2
    assert doable("book", "test", book).exit_code == 0


def test_a_file_that_can_not_be_written_is_said(book: str) -> None:
    result = doable("book", "prove", book, "--stories", f"{book}/nowhere/found.yaml")

    assert result.exit_code == 2
    assert "can't be written" in result.stderr


def test_a_book_that_can_not_be_used_is_not_proved(tmp_path: Path) -> None:
    assert doable("book", "prove", str(tmp_path)).exit_code == 2
