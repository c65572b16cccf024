"""The command line as a program or a person meets it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from doable.cli.app import app
from doable.cli.console import VERDICTS

ROOT = Path(__file__).parents[2]
RETAIL = str(ROOT / "examples" / "retail")
AIRLINE = str(ROOT / "examples" / "airline")
WIDE = {"COLUMNS": "200", "NO_COLOR": "1"}


def doable(*words: str, given: str | None = None) -> Result:
    """Run a command; what it says to people and to programs is in `output` and `stdout`."""
    return CliRunner().invoke(app, list(words), input=given, env=WIDE)


def decided(*lines: object, words: tuple[str, ...] = ()) -> Result:
    """Decide lines by the retail book."""
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return doable("decide", "--book", RETAIL, *words, given=given)


ADDRESS = {
    "id": "a",
    "asks": [{"ask": "modify_address"}],
    "facts": {"customer.authenticated": True, "order.belongs_to_customer": True, "order.status": "pending"},
}


def test_a_decision_is_one_json_line_for_programs() -> None:
    lines = decided(ADDRESS, words=("--jsonl",)).stdout.splitlines()
    assert [json.loads(line)["asks"][0]["verdict"] for line in lines] == ["doable"]


def test_a_decision_is_words_for_people() -> None:
    assert "✓ doable" in decided(ADDRESS).stdout


def test_an_explanation_names_the_facts_and_their_sources() -> None:
    shown = " ".join(decided(ADDRESS, words=("--explain",)).stdout.split())
    assert "order.status = pending" in shown
    assert "(record)" in shown


def test_a_wrong_line_is_named_while_the_others_go_on() -> None:
    result = decided(ADDRESS, {**ADDRESS, "fcts": 1}, ADDRESS, words=("--jsonl",))
    assert len(result.stdout.splitlines()) == 2
    assert "line 2: `fcts`: unknown key (did you mean `facts`?)" in result.stderr


def test_a_wrong_line_ends_with_two() -> None:
    assert decided({"asks": []}).exit_code == 2


def asking(**keys: object) -> dict[str, object]:
    """A line for the address of an order, with other keys."""
    return {"asks": [{"ask": "modify_address"}], **keys}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: column 2: not JSON"),
        ("[1]", "line 1: not a JSON object: write {..}"),
        ('{"a": NaN}', "line 1: `NaN` is no number in JSON"),
        ('{"id": 1, "id": 2}', "line 1: the key `id` stands twice"),
        ("[" * 100_000, "line 1: "),
        (asking(facts={"order.statis": 1}), "did you mean `order.status`?"),
        (asking(facts={"order.total": "12 EUR"}), "`facts.order.total`: expected an amount"),
        (asking(facts={"order.status": None}), "null says that it is known to be absent"),
        (asking(**{"as": "boss"}), "`as`: the book has no grade `boss`"),
        (asking(at="2026-10-14T09:00:00"), "`at`: "),
        (asking(asks=[{"ask": "modify_address", "params": {"oder_id": 1}}]), "did you mean `order_id`?"),
    ],
)
def test_bad_input_is_named_with_its_remedy(line: object, said: str) -> None:
    assert said in decided(line).stderr


def test_an_ask_the_book_lacks_is_referred() -> None:
    answer = json.loads(decided({"asks": [{"ask": "moonlight"}]}, words=("--jsonl",)).stdout)["asks"][0]
    assert (answer["verdict"], answer["errors"]) == ("refer", ["the book has no ask `moonlight`"])


def test_the_grade_of_the_call_holds_for_cases_that_name_none() -> None:
    lines = decided(
        ADDRESS, {**ADDRESS, "as": "manager"}, words=("--jsonl", "--as", "agent")
    ).stdout.splitlines()
    assert [json.loads(line)["as"] for line in lines] == ["agent", "manager"]


def test_nothing_to_read_is_said() -> None:
    assert "there is no line to read" in doable("decide", "--book", RETAIL, given="\n").stderr


def test_a_file_that_is_not_there_is_said() -> None:
    assert "`nowhere.jsonl` can't be read" in doable("decide", "--book", RETAIL, "nowhere.jsonl").stderr


def test_a_folder_that_is_no_book_ends_with_two(tmp_path: Path) -> None:
    result = doable("decide", "--book", str(tmp_path), given="{}")
    assert (result.exit_code, "book.yaml" in result.stderr) == (2, True)


def test_check_finds_nothing_in_a_good_book() -> None:
    assert doable("book", "check", "--strict", AIRLINE).exit_code == 0


def test_check_names_what_is_wrong_as_json(tmp_path: Path) -> None:
    result = doable("book", "check", "--jsonl", str(tmp_path))
    assert {json.loads(line)["severity"] for line in result.stdout.splitlines()} == {"error"}
    assert result.exit_code == 1


def test_the_stories_of_the_examples_come_out_as_expected() -> None:
    assert [doable("book", "test", book).exit_code for book in (AIRLINE, RETAIL)] == [0, 0]


def test_a_story_that_fails_says_what_was_expected_and_what_came(tmp_path: Path) -> None:
    told = tmp_path / "retail"
    for file in Path(RETAIL).glob("**/*.yaml"):
        target = told / file.relative_to(RETAIL)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text().replace("{verdict: refer", "{verdict: doable"))
    result = doable("book", "test", str(told))
    assert result.exit_code == 1
    assert "`verdict` should be doable, is refer" in result.stdout


def test_stories_are_json_lines_for_programs() -> None:
    told = [json.loads(line) for line in doable("book", "test", "--jsonl", RETAIL).stdout.splitlines()]
    assert all(each["differences"] == [] for each in told)


def test_a_book_is_shown_with_its_rules() -> None:
    assert "(`undo_cancel`)" in doable("book", "show", RETAIL).stdout


def test_an_ask_that_is_not_there_is_not_shown() -> None:
    assert "did you mean `undo_cancel`?" in doable("book", "show", RETAIL, "--ask", "undo_cancle").stderr


def test_a_condition_has_a_value() -> None:
    assert doable("cel", "1 + 1 == 2").stdout.splitlines()[0].split() == ["true", "bool"]


def test_a_condition_waits_for_facts() -> None:
    assert "waits for a.b" in doable("cel", "a.b > 1").stdout


def test_a_condition_that_fails_ends_with_one() -> None:
    assert doable("cel", "1 / 0 == 1").exit_code == 1


def test_a_condition_that_is_none_is_pointed_at() -> None:
    result = doable("cel", "1 +")
    assert (result.exit_code, "^" in result.stderr) == (2, True)


def test_a_construct_of_cel_that_is_left_out_is_named() -> None:
    assert "conditions don't use maps" in doable("cel", "{1: 2}").stderr


def test_facts_are_read_exactly(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"order.total": 0.1, "order.tags": ["a"], "order.note": null}')
    assert doable("cel", "order.total + order.total", "--facts", str(facts)).stdout.split()[0] == "0.2"


def test_facts_must_be_single_values(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"order": {"total": 1}}')
    assert "write each fact under its dotted name" in doable("cel", "order", "--facts", str(facts)).stderr


def test_a_condition_is_checked_against_a_book() -> None:
    assert "did you mean `order.status`?" in doable("cel", 'order.statis == "x"', "--book", RETAIL).stderr


def test_a_condition_in_a_book_has_the_type_of_its_facts(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"order.total": "12.50", "order.status": "pending"}')
    assert doable("cel", "order.total * 2", "--book", RETAIL, "--facts", str(facts)).stdout.split()[0] in {
        "25",
        "25.00",
    }


def test_facts_of_the_wrong_type_for_a_book_are_named(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"order.total": "much"}')
    assert (
        "`facts.order.total`" in doable("cel", "order.total", "--book", RETAIL, "--facts", str(facts)).stderr
    )


def test_conditions_are_answered_line_by_line() -> None:
    result = doable(
        "cel", "--jsonl", given='{"id": "x", "expr": "a", "bindings": {"a": ["int", 3]}}\n{"nonsense": 1}\n'
    )
    assert json.loads(result.stdout.splitlines()[0]) == {"id": "x", "value": ["int", 3]}
    assert (result.exit_code, "line 2" in result.stderr) == (2, True)


def test_a_call_without_a_condition_is_told_what_to_do() -> None:
    assert "no condition to try" in doable("cel").stderr


def test_the_demo_shows_every_verdict_and_no_reply_that_can_not_be_sent() -> None:
    shown = doable("demo", "--print", "--examples", str(ROOT / "examples")).stdout
    assert {verdict for verdict in VERDICTS if verdict.replace("_", " ") not in shown} == set()
    assert "can't be sent" not in shown


def test_the_demo_says_where_it_looks_for_examples(tmp_path: Path) -> None:
    assert "--examples" in doable("demo", "--examples", str(tmp_path)).stderr


def test_the_version_is_told() -> None:
    assert doable("--version").stdout.startswith("doable ")


@pytest.mark.parametrize(
    "words",
    [
        *[
            (word,)
            for word in ("decide", "cel", "demo", "serve", "work", "doctor", "import", "invite", "mail-in")
        ],
        *[("book", word) for word in ("check", "test", "show")],
    ],
)
def test_every_help_has_an_example_and_exit_codes(words: tuple[str, ...]) -> None:
    shown = doable(*words, "--help").stdout
    assert "Example:" in shown
    assert "Exit codes:" in shown
