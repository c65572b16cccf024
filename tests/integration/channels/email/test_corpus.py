"""`python -m tests.corpus` says which mails of a folder were not taken in whole."""

from pathlib import Path

import pytest

from tests.corpus import AT, TRUST, lost_words, main
from tests.corpus import read_mail as read

AWKWARD = {
    "no header.eml": b"just words\n",
    "two charsets.eml": (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=cp1252\n\n"
        b"Gr\xfc\xdfe\n"
        b"--x\nContent-Type: text/plain; charset=utf-8\n\nGr\xc3\xbc\xc3\x9fe again\n--x--\n"
    ),
    "page.html": b"<p>words</p><script>none</script>",
    "below/letter.txt": b"Dear all,\n\n> old words\n\nnew words\n",
}


def test_mails_that_are_whole_are_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in AWKWARD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)

    assert main(tmp_path) == 0
    assert capsys.readouterr().out == "4 files, 0 faults\n"


def test_an_empty_folder_proves_nothing(tmp_path: Path) -> None:
    assert main(tmp_path) == 1


def test_a_word_that_was_not_read_is_lost() -> None:
    other = read(b"Subject: a\n\nother words\n", received_at=AT, trust=TRUST)

    assert lost_words(b"Subject: a\n\nmissing words\n", other) == {"missing"}
