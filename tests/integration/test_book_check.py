"""`doable book check` and `doable book test` as a person, a program and a code host meet them."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from doable.cli.app import app
from tests.unit.policy.loading.base_book import FOLDER, changed

WIDE = {"COLUMNS": "60", "NO_COLOR": "1"}


def doable(*words: str) -> Result:
    """Run a command in a narrow window."""
    return CliRunner().invoke(app, list(words), env=WIDE)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A book with one error and one warning, below where the command is run."""
    texts = changed("facts.yaml", "from: [record, customer]\n  ask: Has", "from: [record]\n  ask: Has")
    texts["playbooks/decline.md"] = texts["playbooks/decline.md"].replace("{% endif %}", "")
    for path, text in texts.items():
        target = tmp_path / "rules" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    monkeypatch.chdir(tmp_path)
    return "rules"


def test_a_person_reads_place_line_and_remedy(book: str) -> None:
    result = doable("book", "check", book)

    assert result.exit_code == 1
    assert result.stdout.splitlines()[4:] == [
        "facts.yaml:12:3: warning: `item.opened` is asked of the customer, whose word does not count for it",
        "    12 |   type: bool",
        "       |   ^",
        "       = help: add `customer` to `from`, or ask somebody whose word counts",
    ]
    assert result.stderr == "rules: 1 error, 1 warning\n"


def test_a_program_reads_one_object(book: str) -> None:
    result = doable("book", "check", "--json", book)
    told = json.loads(result.stdout)

    assert (told["errors"], told["warnings"]) == (1, 1)
    assert told["findings"][1] == {
        "severity": "warning",
        "check": "question",
        "file": "facts.yaml",
        "line": 12,
        "column": 3,
        "message": "`item.opened` is asked of the customer, whose word does not count for it",
        "help": "add `customer` to `from`, or ask somebody whose word counts",
    }


def test_a_program_reads_a_line_a_finding(book: str) -> None:
    lines = doable("book", "check", "--jsonl", book).stdout.splitlines()

    assert [json.loads(line)["severity"] for line in lines] == ["error", "warning"]


def test_a_code_host_finds_the_files_from_where_the_command_was_run(book: str) -> None:
    result = doable("book", "check", "--sarif", book)
    places = [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in json.loads(result.stdout)["runs"][0]["results"]
    ]

    assert places == ["rules/playbooks/decline.md", "rules/facts.yaml"]
    assert result.exit_code == 1


def test_from_within_the_book_files_are_named_as_they_are(book: str) -> None:
    os.chdir(book)
    result = doable("book", "check", "--sarif", ".")
    first = json.loads(result.stdout)["runs"][0]["results"][0]

    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "playbooks/decline.md"


def test_warnings_fail_only_where_that_is_wanted(book: str) -> None:
    playbook = Path(book, "playbooks", "decline.md")
    playbook.write_text(playbook.read_text().replace("{% for", "{% endif %}{% for"))

    assert doable("book", "check", book).exit_code == 0
    assert doable("book", "check", "--strict", book).exit_code == 1


def test_a_good_book_has_nothing_to_mend() -> None:
    result = doable("book", "check", "--strict", str(FOLDER))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "nothing to mend" in result.stdout


def test_a_folder_that_is_not_there_is_wrong_use() -> None:
    result = doable("book", "check", "nowhere")

    assert result.exit_code == 2
    assert "there is no folder `nowhere`" in result.stderr


def test_one_form_at_a_time() -> None:
    result = doable("book", "check", "--json", "--sarif", str(FOLDER))

    assert result.exit_code == 2
    assert "choose one of `--json`, `--jsonl` and `--sarif`" in result.stderr


def test_only_the_stories_of_one_ask_are_told() -> None:
    told = doable("book", "test", "--jsonl", "--ask", "refund", str(FOLDER)).stdout.splitlines()

    assert [json.loads(line)["story"] for line in told] == ["in time"]


def test_no_story_is_no_success() -> None:
    result = doable("book", "test", "--ask", "exchange", str(FOLDER))

    assert result.exit_code == 0
    assert "there are no stories yet" in result.stdout


def test_an_ask_that_is_not_there_has_no_stories() -> None:
    result = doable("book", "test", "--ask", "refnd", str(FOLDER))

    assert result.exit_code == 2
    assert "did you mean `refund`?" in result.stderr
