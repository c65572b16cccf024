"""Which files belong to a book, and what is said of those that can't be read or are nearly one of its own."""

from pathlib import Path

import pytest

from doable import Book, BookNotLoaded
from doable.policy.findings import Finding
from doable.policy.loading.files import Files, decoded, read_files
from tests.unit.policy.loading.base_book import FOLDER, base


def said_of(folder: Path) -> list[tuple[str, str, str | None]]:
    return [(str(found.place), found.message, found.help) for found in read_files(folder).findings]


def written(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


def test_the_files_of_a_book_are_read_and_others_left_alone(tmp_path: Path) -> None:
    own = ["book.yaml", "facts.json", "asks/refund.yml", "stories/all.yaml", "playbooks/no.md"]
    written(
        tmp_path,
        *own,
        "README.md",
        "asks/README.md",
        ".git/x.yaml",
        ".book.yaml",
        "demo/cases.jsonl",
        "x.png",
    )

    files = read_files(tmp_path)

    assert sorted(files.texts) == sorted(own)
    assert files.findings == ()


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("fact.yaml", "did you mean `facts`?"),
        ("Book.YAML", "did you mean `book`?"),
        ("ask/refund.yaml", "did you mean `asks`?"),
        ("asks/eu/refund.yaml", "put it into `asks/` itself"),
        ("asks/refund.txt", "call it `refund.yaml`"),
        ("playbooks/decline.markdown", "call it `decline.md`"),
    ],
)
def test_a_file_that_is_nearly_one_of_a_book_is_told(tmp_path: Path, name: str, remedy: str) -> None:
    written(tmp_path, name)

    assert said_of(tmp_path) == [(f"{name}:1:1", f"`{name}` is no file of a book and is not read", remedy)]


@pytest.mark.parametrize("name", ["prices.yaml", "ci/build.yaml", "notes.txt", "asks/picture.png"])
def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    assert said_of(written(tmp_path, name)) == []


def test_a_file_beyond_2_mb_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_bytes(b" " * 2_000_001)

    files = read_files(tmp_path)

    assert not files.lacks("facts")
    assert said_of(tmp_path) == [
        ("facts.yaml:1:1", "the file is larger than 2 MB", "split it into several files")
    ]


def test_a_file_of_2_mb_is_read(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_bytes(b" " * 2_000_000)

    assert read_files(tmp_path).findings == ()


def test_a_file_that_can_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    written(tmp_path, "facts.yaml")
    monkeypatch.setattr(Path, "open", refuse)

    message = "the file can't be opened (Permission denied)"
    assert said_of(tmp_path) == [("facts.yaml:1:1", message, "make sure that you may read it")]


def test_a_file_in_another_encoding_is_told_with_its_place() -> None:
    found = decoded("name: x\nmeans: größer\n".encode("latin-1"), "facts.yaml")

    assert isinstance(found, Finding)
    assert str(found) == (
        "facts.yaml:2:10: error: this character is not written as UTF-8, the usual form of text files\n"
        "    help: save the file again, with UTF-8 as its encoding"
    )


def test_a_mark_of_byte_order_and_the_line_ends_of_other_systems_mean_nothing() -> None:
    assert decoded("\ufeffa: 1\r\nb: 2\rc: 3\n".encode(), "facts.yaml") == "a: 1\nb: 2\nc: 3\n"


def test_an_unreadable_file_is_not_said_to_be_missing(tmp_path: Path) -> None:
    for name, text in base().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "facts.yaml").write_bytes(b"\xff")
    (tmp_path / "asks/exchange.yaml").write_bytes(b"\xff")

    with pytest.raises(BookNotLoaded) as caught:
        Book.load(tmp_path)

    assert [finding.place.file for finding in caught.value.findings] == ["asks/exchange.yaml", "facts.yaml"]


def test_an_ask_that_can_not_be_read_is_not_said_to_be_unknown(tmp_path: Path) -> None:
    for name, text in base().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "asks/refund.yaml").write_bytes(b"\xff")

    with pytest.raises(BookNotLoaded) as caught:
        Book.load(tmp_path)

    assert [finding.place.file for finding in caught.value.findings] == ["asks/refund.yaml"]


def test_a_book_is_loaded_from_its_folder() -> None:
    assert Book.load(FOLDER).contents.name == "Copperline Coffee"


def test_the_digest_goes_by_paths_and_texts_and_not_by_their_order() -> None:
    one, other = Files({"a": "1", "b": "2"}), Files({"b": "2", "a": "1"})

    assert one.digest == other.digest
    assert one.digest not in {Files({"a": "1"}).digest, Files({"a": "12", "b": ""}).digest}
    assert len(Files({"a\udcff": "\ud800"}).digest) == 64
