"""The one good book that the tests of loading change: in each test a little, and in one place."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from doable.policy.book import Contents
from doable.policy.findings import Finding
from doable.policy.loading.files import Files
from doable.workbench.checking import check_files

FOLDER = Path(__file__).parent / "base"


@cache
def base() -> Mapping[str, str]:
    """The texts of the book by path."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): path.read_text() for path in files}


def changed(file: str, replace: str | None, by: str | None) -> dict[str, str]:
    """The book where a text that stands once in a file is another one, or the whole file is, or is gone."""
    texts = dict(base())
    if by is None:
        del texts[file]
    elif replace is None:
        texts[file] = by
    else:
        assert texts[file].count(replace) == 1, (
            f"{replace!r} stands {texts[file].count(replace)} times in {file}"
        )
        texts[file] = texts[file].replace(replace, by)
    return texts


def checked(texts: Mapping[str, str]) -> tuple[Contents | None, tuple[Finding, ...]]:
    """What `book check` says of these files."""
    return check_files(Files(texts))


def said(file: str, replace: str | None, by: str | None) -> str:
    """All that `book check` says of the changed book, in full."""
    return "".join(f"{finding}\n" for finding in checked(changed(file, replace, by))[1])
