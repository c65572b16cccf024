"""The files of a book: which there are, their text, and the digest that names exactly this book."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doable.policy.findings import Finding, Place, did_you_mean
from doable.policy.loading.marked import MOST_BYTES
from doable.policy.loading.shapes import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FOLDERS = {"asks": (".yaml", ".yml", ".json"), "stories": (".yaml", ".yml", ".json"), "playbooks": (".md",)}
_ROOT = {name.removesuffix(".yaml") for name in FILES if "/" not in name}


@dataclass(frozen=True, slots=True)
class Files:
    """Texts by path within the book, sorted; findings about files that can't be read."""

    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()

    def within(self, folder: str) -> Iterator[tuple[str, str]]:
        """The files of a folder of the book."""
        return ((path, text) for path, text in self.texts.items() if path.startswith(f"{folder}/"))

    def named(self, stem: str) -> tuple[str, str] | None:
        """A file at the top of the book, whatever its ending."""
        return next(((path, text) for path, text in self.texts.items() if path.rsplit(".", 1)[0] == stem), None)

    @property
    def digest(self) -> str:
        """SHA-256 over the sorted paths and texts."""
        summed = hashlib.sha256()
        for path, text in sorted(self.texts.items()):
            for part in (path, text):
                raw = part.encode()
                summed.update(len(raw).to_bytes(8, "big") + raw)
        return summed.hexdigest()


def read_files(folder: Path) -> Files:
    """The files of a book in a folder; what else lies there is left alone, near misses are named."""
    if not folder.is_dir():
        remedy = "name the folder that holds book.yaml"
        return Files({}, (Finding("error", "files", f"there is no folder `{folder}`", Place(str(folder)), remedy),))
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name.startswith("."):
            continue
        if not _belongs(name):
            findings.extend(_near_miss(name))
            continue
        _read(path, name, texts, findings)
    return Files(texts, tuple(findings))


def _read(path: Path, name: str, texts: dict[str, str], findings: list[Finding]) -> None:
    if path.stat().st_size > MOST_BYTES:
        findings.append(Finding("error", "files", "the file is larger than 2 MB", Place(name), "split it into several"))
        return
    try:
        texts[name] = path.read_text("utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        message = "the file can't be read as UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        findings.append(Finding("error", "files", message, Place(name), "save it as UTF-8 text"))


def _belongs(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    if not folder:
        stem, _, ending = file.rpartition(".")
        return stem in _ROOT and ending in {"yaml", "yml", "json"}
    return file.endswith(_FOLDERS.get(folder, ("\0",)))


def _near_miss(name: str) -> Iterator[Finding]:
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.rpartition(".")
    if ending not in {"yaml", "yml", "json"}:
        return
    remedy = did_you_mean(stem, _ROOT) if not folder else did_you_mean(folder, _FOLDERS)
    if remedy and remedy.startswith("did you mean"):
        yield Finding("warning", "files", f"`{name}` is no file of a book and is not read", Place(name), remedy)
