"""The files of a book: which there are, their text, and the digest that names exactly this book."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.policy.findings import Finding, Place, did_you_mean
from doable.policy.loading.marked import MOST_BYTES, too_large
from doable.policy.loading.shapes import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ENDINGS = (".yaml", ".yml", ".json")
_FOLDERS = {"asks": ENDINGS, "stories": ENDINGS, "playbooks": (".md",)}
_ROOT = tuple(name.removesuffix(".yaml") for name in FILES if "/" not in name)


@dataclass(frozen=True, slots=True)
class Files:
    """Texts by path within the book, with the findings about files that can't be read (`unreadable`)."""

    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    unreadable: frozenset[str] = field(default_factory=frozenset)

    def within(self, folder: str) -> Iterator[tuple[str, str]]:
        """The files of a folder of the book, by name."""
        return (
            (path, text)
            for path, text in sorted(self.texts.items())
            if path.startswith(f"{folder}/") and belongs(path)
        )

    def named(self, stem: str) -> list[tuple[str, str]]:
        """The files at the top of the book with this name, whatever their ending: there should be one."""
        paths = [f"{stem}{ending}" for ending in ENDINGS]
        return [(path, self.texts[path]) for path in paths if path in self.texts]

    def lacks(self, stem: str) -> bool:
        """Whether no file at the top has this name, not even one that can't be read."""
        return not any(f"{stem}{ending}" in {*self.texts, *self.unreadable} for ending in ENDINGS)

    @property
    def digest(self) -> str:
        """SHA-256 over the sorted paths and texts."""
        summed = hashlib.sha256()
        for path, text in sorted(self.texts.items()):
            for part in (path, text):
                raw = part.encode("utf-8", "surrogatepass")
                summed.update(len(raw).to_bytes(8, "big") + raw)
        return summed.hexdigest()


def files_of(texts: Mapping[str, str]) -> Files:
    """Files that lie elsewhere than in a folder, with plain line ends; what is none of a book is left out."""
    findings = [finding for name in sorted(texts) if not belongs(name) for finding in _near_miss(name)]
    plain = {
        name: text.replace("\r\n", "\n").replace("\r", "\n")
        for name, text in sorted(texts.items())
        if belongs(name)
    }
    return Files(plain, tuple(findings))


def read_files(folder: Path) -> Files:
    """The files of a book in a folder; what else lies there is left alone, near misses are named."""
    if not folder.is_dir():
        remedy = "name the folder that holds book.yaml"
        return Files(
            {}, (Finding("error", "files", f"there is no folder `{folder}`", Place(str(folder)), remedy),)
        )
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    unreadable = set()
    for path in _candidates(folder):
        name = path.relative_to(folder).as_posix()
        if not belongs(name):
            findings.extend(_near_miss(name))
            continue
        text = _text(path, name)
        if isinstance(text, Finding):
            findings.append(text)
            unreadable.add(name)
        else:
            texts[name] = text
    return Files(texts, tuple(findings), frozenset(unreadable))


def _candidates(folder: Path) -> list[Path]:
    deeper = (path for name in _FOLDERS for path in folder.glob(f"{name}/*/*"))
    found = (*folder.glob("*"), *folder.glob("*/*"), *deeper)
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _text(path: Path, name: str) -> str | Finding:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        remedy = "make sure that you may read it"
        return Finding("error", "files", f"the file can't be opened ({error.strerror})", Place(name), remedy)
    return too_large(name) if len(raw) > MOST_BYTES else decoded(raw, name)


def decoded(raw: bytes, name: str) -> str | Finding:
    """The text of a file, with plain line ends; a finding where it is no UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = raw.rfind(b"\n", 0, error.start) + 1
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        place = Place(name, raw.count(b"\n", 0, error.start) + 1, column)
        message = "this character is not written as UTF-8, the usual form of text files"
        return Finding("error", "files", message, place, "save the file again, with UTF-8 as its encoding")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def belongs(name: str) -> bool:
    """Whether a path is one of a file of a book."""
    folder, _, file = name.rpartition("/")
    if not folder:
        stem, _, ending = file.rpartition(".")
        return stem in _ROOT and f".{ending}" in ENDINGS
    return file.endswith(_FOLDERS.get(folder, ("\0",)))


def _near_miss(name: str) -> Iterator[Finding]:
    remedy = _meant(name)
    if remedy:
        yield Finding(
            "warning", "files", f"`{name}` is no file of a book and is not read", Place(name), remedy
        )


def _meant(name: str) -> str | None:
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.rpartition(".")
    if folder.partition("/")[0] in _FOLDERS and "/" in folder:
        return f"put it into `{folder.partition('/')[0]}/` itself"
    if folder in _FOLDERS:
        wanted = _FOLDERS[folder][0]
        return (
            f"call it `{stem}{wanted}`"
            if ending.lower() in {"txt", "markdown", "yaml", "yml", "json", "md"} and stem != "README"
            else None
        )
    if f".{ending}".lower() not in ENDINGS:
        return None
    close = did_you_mean(stem.lower(), _ROOT) if not folder else did_you_mean(folder.lower(), _FOLDERS)
    return close if close and close.startswith("did you mean") else None
