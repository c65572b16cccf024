"""`doable book diff` as a person or a program meets it."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from doable.cli.app import app

AIRLINE = Path(__file__).parents[2] / "examples/airline"


def diff(*words: str) -> Result:
    """Run the command on a wide, colourless terminal."""
    return CliRunner().invoke(app, ["book", "diff", *words], env={"COLUMNS": "300", "NO_COLOR": "1"})


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The airline's book in which two days are enough to cancel."""
    folder = tmp_path / "draft"
    shutil.copytree(AIRLINE, folder)
    file = folder / "asks/cancel_reservation.yaml"
    text = file.read_text()
    assert text.count("reservation.hours_since_booking <= 24") == 1
    file.write_text(
        text.replace("reservation.hours_since_booking <= 24", "reservation.hours_since_booking <= 48")
    )
    return folder


def test_the_same_book_shows_no_difference() -> None:
    result = diff(str(AIRLINE), str(AIRLINE))

    assert result.exit_code == 0
    assert "both books say the same" in result.stdout
    assert "12 asks: no case differs, proved" in result.stdout
    assert "everything is known" in result.stdout


def test_a_change_is_shown_in_words_with_an_example(draft: Path) -> None:
    result = diff(str(AIRLINE), str(draft), "--ask", "cancel_reservation")

    lines = [line.strip() for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert "- reservation.hours_since_booking <= 24" in lines
    assert "+ reservation.hours_since_booking <= 48" in lines
    assert "~ `cancel_reservation` - declined -> ✓ doable" in lines


def test_words_alone_prove_nothing(draft: Path) -> None:
    result = diff(str(AIRLINE), str(draft), "--words")

    assert result.exit_code == 1
    assert "rule `cancel.within_day` changed" in result.stdout
    assert "what comes out" not in result.stdout


def test_a_program_gets_one_object(draft: Path) -> None:
    told = json.loads(diff(str(AIRLINE), str(draft), "--json").stdout)

    assert [change["name"] for change in told["changes"]] == ["cancel.within_day"]
    (differing,) = [ask for ask in told["asks"] if ask["state"] != "same"]
    pairs = [(each["before"]["verdict"], each["after"]["verdict"]) for each in differing["examples"]]
    assert sorted(pairs) == [("declined", "doable"), ("declined", "needs_approval")]
    assert json.loads(diff(str(AIRLINE), str(draft), "--json", "--words").stdout)["asks"] is None


def test_an_ask_that_neither_book_has_is_wrong_use(draft: Path) -> None:
    result = diff(str(AIRLINE), str(draft), "--ask", "cancel_reservations")

    assert result.exit_code == 2
    assert "did you mean `cancel_reservation`?" in result.stderr


def test_a_book_that_cannot_be_used_is_told(draft: Path) -> None:
    (draft / "book.yaml").unlink()

    result = diff(str(AIRLINE), str(draft))

    assert result.exit_code == 2
    assert "can't be used" in result.stderr


def test_an_ask_that_is_gone_is_told(draft: Path) -> None:
    (draft / "asks/transfer_to_human.yaml").unlink()

    result = diff(str(AIRLINE), str(draft), "--ask", "transfer_to_human")

    assert "`transfer_to_human` can be asked only in the old book" in result.stdout


def test_without_z3_words_can_still_be_compared(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("doable.workbench.proving", "z3"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "doable.workbench.comparing.differing", raising=False)
    monkeypatch.setitem(sys.modules, "z3", None)

    result = diff(str(AIRLINE), str(draft))

    assert result.exit_code == 2
    assert "needs Z3, which is not installed" in result.stderr
    assert "install doable[prove], or add `--words`" in result.stderr
    assert diff(str(AIRLINE), str(draft), "--words").exit_code == 1
