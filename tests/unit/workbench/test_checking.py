"""`book check`: books that work, yet leave somebody without an answer, and what is said of them."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from doable.policy.findings import Finding
from doable.policy.loading.files import Files
from doable.workbench.checking import check_book, check_texts
from doable.workbench.checks.kinds import KINDS
from tests.unit.policy.loading.base_book import FOLDER, base, changed, checked
from tests.unit.policy.loading.test_broken_books import BROKEN, the_change

Doubtful = Mapping[str, str]
TABLE = Path(__file__).with_name("doubtful_books.yaml")
DOUBTFUL: list[Doubtful] = yaml.load(TABLE.read_text(), Loader=yaml.CSafeLoader)
TOLD = re.compile(r"^(.+):(\d+):(\d+): (error|warning): (.+)$", re.MULTILINE)


@cache
def all_found() -> tuple[Finding, ...]:
    """The findings about the books of this table, and about some of those that can't be used."""
    changes = [the_change(book) for book in (*BROKEN[::4], *DOUBTFUL)]
    return tuple(finding for change in changes for finding in checked(changed(*change))[1])


@pytest.mark.parametrize("doubtful", DOUBTFUL, ids=lambda doubtful: doubtful["name"])
def test_a_doubtful_book_is_used_and_the_doubt_is_told(doubtful: Doubtful) -> None:
    texts = changed(doubtful["file"], doubtful.get("replace"), doubtful.get("by"))

    contents, findings = checked(texts)

    assert "".join(f"{finding}\n" for finding in findings) == doubtful["says"]
    assert (contents is None) == (": error: " in doubtful["says"])
    assert {finding.check for finding in findings} <= KINDS.keys()


def test_there_are_enough_of_them_and_each_has_a_name() -> None:
    names = [doubtful["name"] for doubtful in DOUBTFUL]

    assert len(names) == len(set(names)) >= 100


def test_every_finding_says_what_to_do() -> None:
    books = [book for book in (*BROKEN, *DOUBTFUL) if book["says"]]

    assert [
        book["name"] for book in books if len(TOLD.findall(book["says"])) != book["says"].count("    help: ")
    ] == []


def test_every_finding_is_of_a_kind_that_is_listed_and_every_kind_has_an_example() -> None:
    assert {finding.check for finding in all_found()} == set(KINDS)


def test_a_warning_is_of_a_kind_that_warns() -> None:
    stricter = {each.check for each in all_found() if each.severity == "warning"}

    assert {name for name in stricter if KINDS[name].level == "error"} == {"files"}


def test_there_is_nothing_to_say_of_a_good_book() -> None:
    contents, findings = check_book(FOLDER)

    assert findings == ()
    assert contents is not None


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    contents, findings = check_book(tmp_path / "nowhere")

    assert contents is None
    assert [finding.message for finding in findings] == [f"there is no folder `{tmp_path / 'nowhere'}`"]


def test_errors_come_before_warnings() -> None:
    texts = changed("facts.yaml", "from: [record, customer]\n  ask: Has", "from: [record]\n  ask: Has")
    texts["playbooks/decline.md"] = texts["playbooks/decline.md"].replace("{% endif %}", "")

    _, findings = checked(texts)

    assert [finding.severity for finding in findings] == ["error", "warning"]


def test_too_many_findings_are_cut_short() -> None:
    facts = "".join(f"fact_{number}: {{type: number}}\n" for number in range(300))

    contents, findings = checked({"book.yaml": "", "facts.yaml": facts})

    assert contents is None
    assert len(findings) == 201
    assert "there is more to mend than these 200 findings" in {finding.message for finding in findings}


def test_files_need_not_lie_in_a_folder() -> None:
    assert Files({"book.yaml": "x"}).digest != Files({"book.yaml": "y"}).digest


def test_texts_of_an_editor_are_checked_like_files() -> None:
    contents, findings = check_texts(base())

    assert contents is not None
    assert contents.digest == Files(base()).digest
    assert findings == ()


def test_an_editor_may_end_its_lines_as_web_pages_do() -> None:
    texts = changed("facts.yaml", "order.late: {type: bool,", "order.late: {type: boole,")
    returned = {path: text.replace("\n", "\r\n") for path, text in texts.items()}

    assert check_texts(returned) == checked(texts)


def test_a_text_under_a_name_that_is_nearly_right_is_told() -> None:
    texts = dict(base())
    texts["autority.yaml"] = texts.pop("authority.yaml")

    contents, findings = check_texts(texts)

    assert contents is not None
    assert [(str(each.place), each.message, each.help) for each in findings] == [
        (
            "autority.yaml:1:1",
            "`autority.yaml` is no file of a book and is not read",
            "did you mean `authority`?",
        )
    ]


def test_a_file_that_changes_is_read_anew_and_the_others_are_kept() -> None:
    before, _ = check_texts(base())
    after, findings = check_texts(
        changed("asks/refund.yaml", "when: order.days <= 30", "when: order.days <= 31")
    )

    assert before is not None
    assert after is not None
    assert findings == ()
    assert after.asks["refund"].rules[0].when.source == "order.days <= 31 && !item.opened"
    assert after.asks["exchange"].rules[0].when.node == before.asks["exchange"].rules[0].when.node


def test_what_was_said_once_is_said_again() -> None:
    texts = changed("facts.yaml", "order.late: {type: bool,", "order.late: {type: bool, type: bool,")

    assert check_texts(texts) == check_texts(texts)
    assert TOLD.findall(str(check_texts(texts)[1][0])) == [
        ("facts.yaml", "2", "26", "error", "`type` stands here twice (first in line 2)")
    ]
