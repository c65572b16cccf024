"""Reading messages, drafting and checking replies on the command line, alone and as a pipe."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.integration.test_cli import ROOT, doable

COPPERLINE = str(ROOT / "examples" / "copperline")
RETAIL = str(ROOT / "examples" / "retail")
DECISION = {
    "at": "2026-10-14T09:00:00Z",
    "asks": [{"ask": "refund", "verdict": "doable", "granted": {"amount": "27.40", "by": "2026-10-19"}}],
    "next_step": {"what": "pay the refund", "who": "accounting", "by": "2026-10-19"},
}
FINE = "Dear Ms Hirsch,\nyou asked for 27.40 EUR back. Accounting pays it by 19 October.\nCopperline Coffee"


def line(text: str, **changed: object) -> str:
    """A line for `check-reply`."""
    case = {"customer_name": "Ms Hirsch", "order_number": "60259", "emotion": "calm"}
    message = "When will the 27.40 EUR for the tray come?"
    given = {"id": "d1", "message": message, "decision": DECISION, "case": case, "draft": text}
    return json.dumps({**given, **changed})


def checked(text: str, *words: str) -> dict[str, object]:
    """What `check-reply --jsonl` says of one line."""
    found: dict[str, object] = json.loads(
        doable("check-reply", "--book", COPPERLINE, "--jsonl", *words, given=text).stdout
    )
    return found


def test_a_message_is_one_json_line_with_these_keys() -> None:
    message = {"id": "m1", "text": "Please refund order 51801, the pump is broken.", "received": "2026-10-14"}

    result = doable("read", "--book", COPPERLINE, "--jsonl", given=json.dumps(message))

    read = json.loads(result.stdout)
    assert list(read) == "id language asks emotion cause signals facts doubts".split()
    assert [ask["ask"] for ask in read["asks"]] == ["refund"]
    assert read["asks"][0]["quote"] in message["text"]
    assert read["facts"]["order.number"] == {"value": "51801", "quote": "51801"}


def test_a_message_can_be_given_in_the_call() -> None:
    shown = doable("read", "--book", COPPERLINE, "--text", "I want my money back for order 51801!").stdout

    assert "asks       refund, order 51801" in shown


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"txt": "x"}, "`txt`: unknown key (did you mean `text`?)"),
        ({"id": "x"}, "`text`: "),
        ({"text": "x", "received": "soon"}, "`received`: "),
        ({"text": "x", "history": [{"from": "us", "text": ""}]}, "`history[0].from`: "),
    ],
)
def test_a_wrong_message_is_named_by_its_key(message: object, said: str) -> None:
    result = doable("read", "--book", COPPERLINE, given=json.dumps(message))

    assert result.exit_code == 2
    assert f"line 1: {said}" in result.stderr


def test_what_was_read_can_be_decided() -> None:
    lines = [{"id": "m1", "text": "Who is my contact for questions?"}, {"text": "Thank you!"}]
    given = "\n".join(json.dumps({**line, "received": "2026-10-14"}) for line in lines)

    read = doable("read", "--book", COPPERLINE, "--case", given=given)
    decided = doable("decide", "--book", COPPERLINE, "--as", "agent", "--jsonl", given=read.stdout)

    assert json.loads(decided.stdout)["id"] == "m1"
    assert "line 2: asks for nothing that the book knows" in read.stderr


def test_decide_draft_and_check_work_as_a_pipe() -> None:
    case = {
        "id": "c1",
        "as": "agent",
        "at": "2026-10-14T09:00:00+02:00",
        "asks": [{"ask": "speak_to_manager"}, {"ask": "information"}],
    }

    decided = doable("decide", "--book", COPPERLINE, "--jsonl", given=json.dumps(case)).stdout
    drafted = doable("draft", "--book", COPPERLINE, "--jsonl", given=decided).stdout
    result = doable("check-reply", "--book", COPPERLINE, "--jsonl", given=drafted)

    assert json.loads(drafted)["decision"] == json.loads(decided)
    assert json.loads(result.stdout) == {"id": "c1", "findings": [], "may_be_sent": True}
    assert result.exit_code == 0


def test_words_for_people_in_a_pipe_are_refused_with_what_to_do() -> None:
    shown = doable("decide", "--book", COPPERLINE, given='{"asks": [{"ask": "information"}]}').stdout

    result = doable("draft", "--book", COPPERLINE, given=shown)

    assert result.exit_code == 2
    assert "before a pipe, a command needs `--jsonl`" in result.stderr


@pytest.mark.parametrize("book", [COPPERLINE, RETAIL])
def test_a_book_without_playbooks_of_its_own_gets_letters_too(book: str) -> None:
    name = "place_new_order" if book == RETAIL else "information"
    decided = doable("decide", "--book", book, "--jsonl", given=json.dumps({"asks": [{"ask": name}]})).stdout

    shown = doable("draft", "--book", book, "--channel", "email", given=decided).stdout

    assert len(shown.split()) > 20


def test_a_slip_is_underlined_where_it_stands() -> None:
    result = doable("check-reply", "--book", COPPERLINE, given=line(FINE.replace("27.40", "24.70")))

    assert result.exit_code == 1
    assert "d1 ✗ can't be sent" in result.stdout
    marked, carets = next(
        (above, below)
        for above, below in zip(result.stdout.splitlines(), result.stdout.splitlines()[1:], strict=False)
        if "^" in below
    )
    assert "24.70" in marked[carets.index("^") : carets.rindex("^") + 1]


def test_a_reply_without_findings_may_be_sent() -> None:
    result = doable("check-reply", "--book", COPPERLINE, given=line(FINE))

    assert result.exit_code == 0
    assert "may be sent" in result.stdout


def test_advice_fails_only_where_it_is_asked_to() -> None:
    given = line(FINE.replace("Accounting pays it by 19 October", "Accounting pays the RMA by 19 October"))

    assert doable("check-reply", "--book", COPPERLINE, given=given).exit_code == 0
    assert doable("check-reply", "--book", COPPERLINE, "--strict", given=given).exit_code == 1


def test_a_finding_in_a_long_line_of_wide_characters_is_marked_at_its_words() -> None:
    draft = FINE.replace("you asked", "コーヒー" * 40 + " you asked").replace("27.40", "24.70")

    shown = doable("check-reply", "--book", COPPERLINE, given=line(draft)).stdout

    excerpt = next(found for found in shown.splitlines() if re.match(r" +2 \| …", found))
    assert "24.70" in excerpt


def test_code_points_count() -> None:
    draft = "☕ " + FINE.replace("27.40", "24.70")

    (finding,) = [found for found in checked(line(draft))["findings"] if found["check"] == "wrong_amount"]

    assert "24.70" in draft[finding["start"] : finding["end"]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (line(FINE, draft=None), "`draft`: is missing"),
        (line(FINE, decision=None), "`decision`: is missing"),
        (line(FINE, drft="x"), "`drft`: unknown key"),
        (line(FINE, decision={"asks": [{"ask": "refund", "verdict": "fine"}]}), "`decision.at`: is missing"),
    ],
)
def test_a_wrong_line_is_named_by_its_key(given: str, said: str) -> None:
    result = doable("check-reply", "--book", COPPERLINE, given=given)

    assert result.exit_code == 2
    assert f"line 1: {said}" in result.stderr


def test_a_playbook_that_fails_is_named(tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(RETAIL, book)
    (book / "playbooks").mkdir()
    (book / "playbooks" / "refer.md").write_text("---\nsituation: refer\n---\n{{ nobody.knows }}\n")
    decided = doable(
        "decide", "--book", str(book), "--jsonl", given='{"asks": [{"ask": "place_new_order"}]}'
    ).stdout

    result = doable("draft", "--book", str(book), given=decided)

    assert result.exit_code == 2
    assert "playbooks/refer.md" in result.stderr


def test_the_demo_shows_one_message_from_its_words_to_the_checked_reply() -> None:
    first = json.loads((ROOT / "examples/copperline/demo/messages.jsonl").read_text("utf-8").splitlines()[0])

    result = doable("demo", "--examples", str(ROOT / "examples"), "--only", first["id"])

    assert result.exit_code == 0, result.output
    assert " ".join(first["text"].split())[:30] in " ".join(result.stdout.replace("│", "").split())
    assert "may be sent" in result.stdout
    assert "1 message" in result.stdout


def test_the_demo_says_where_to_look_for_a_message_it_has_not() -> None:
    result = doable("demo", "--examples", str(ROOT / "examples"), "--only", "nobody")

    assert result.exit_code == 2
    assert "messages.jsonl` has their ids" in result.stderr


def test_a_broken_file_of_records_is_named(tmp_path: Path) -> None:
    shutil.copytree(COPPERLINE, tmp_path / "copperline")
    (tmp_path / "copperline" / "records" / "orders.yaml").write_text("- {number: 1\n")

    result = doable("demo", "--print", "--examples", str(tmp_path))

    assert result.exit_code == 2
    assert "orders.yaml" in result.stderr
