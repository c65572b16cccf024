"""Books that somebody got wrong in ways nobody thought of: each must load, or be told what is wrong.

Good books are changed by characters, by words, by lines and by structure. An exception, a finding without
words, or a check that takes seconds is a bug.
"""

import json
import random
import re
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import yaml

from doable.policy.findings import Finding
from doable.policy.loading.files import Files, decoded
from doable.workbench.checking import check_files
from doable.workbench.showing.describing import describe
from doable.workbench.showing.disclosing import public_page
from doable.workbench.showing.writing_html import html
from doable.workbench.showing.writing_markdown import markdown
from doable.workbench.testing import tell_stories

ROOT = Path(__file__).parents[2]
BOOKS = (
    ROOT / "tests/unit/policy/loading/base",
    ROOT / "tests/stories/meaning/design",
    ROOT / "examples/retail",
    ROOT / "examples/airline",
    ROOT / "examples/copperline",
)
MOST_SECONDS = 5.0
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_CHARACTERS = [*":-{}[]\"'!&*#|>%@`,?\n\t \\.=<>()$~^;/0159aA\0\x07\x85\u2028\ud800\ufeffü€😀", "\r\n"]
_WORDS = (
    "no yes on true null ~ .inf 1e9 0x1F -1 1.5 99999999999999999999 when then unless otherwise rules ask "
    "any grant decline forbid lift approve bill phase refer order.total ask.amount case.granted now today "
    'has( days( matches("( {{ }} {% for %} endfor --- ... !!str &a *a <<: ? | > "" \'\' [] {} emotion signals'
).split()
_VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    {"x": None},
    "a" * 5000,
    "!x",
    "1 / 0",
)

Texts = dict[str, str]
Mutation = Callable[[str, random.Random], str]


def texts_of(folder: Path) -> Texts:
    """The files of a good book."""
    paths = (
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".yaml", ".md"} and path.name != "README.md" and path.parent.name != "records"
    )
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def by_characters(text: str, chance: random.Random) -> str:
    """Characters go missing, come in, or change places."""
    characters = list(text)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at, cut = chance.randint(0, len(characters)), chance.choice([0, 0, 1, 1, 3])
        put = chance.choice(_CHARACTERS) * chance.choice([0, 1, 1, 1, 2, 60])
        characters[at : at + cut] = put
    return "".join(characters)


def by_words(text: str, chance: random.Random) -> str:
    """Words go missing, are said twice, or are others."""
    words = _TOKEN.findall(text) or [""]
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randrange(len(words))
        other = chance.choice(
            [chance.choice(words), chance.choice(_WORDS), words[at] * 2, "", f"({words[at]})"]
        )
        words[at] = other
    return "".join(words)


def by_lines(text: str, chance: random.Random) -> str:
    """Lines go missing, move, or are indented otherwise."""
    lines = text.split("\n")
    for _ in range(chance.choice([1, 1, 2, 3])):
        at = chance.randrange(len(lines))
        line = lines.pop(at)
        changed = chance.choice(
            [None, f"  {line}", line[1:], f"- {line}", f"{line} #", f"{line}:", f"'{line}", line]
        )
        if changed is not None:
            lines.insert(chance.choice([at, at, chance.randrange(len(lines) + 1)]), changed)
        lines = lines or [""]
    return "\n".join(lines)


def by_structure(text: str, chance: random.Random) -> str:
    """Keys go missing or get other values, lists get longer, parts grow into each other."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError:
        return by_words(text, chance)
    for _ in range(chance.choice([1, 1, 2, 3])):
        data = _grown(data, chance, chance.choice(list(_parts(data)) or [None]))
    if chance.random() < 0.5:
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    return json.dumps(
        data, default=str, ensure_ascii=chance.random() < 0.5, indent=chance.choice([None, 1, "\t"])
    )


def _parts(data: object) -> Iterator[object]:
    if isinstance(data, dict | list):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from _parts(value)


def _grown(data: object, chance: random.Random, part: object) -> object:
    other: object = chance.choice([*_VALUES, data, part, _nested(chance.choice([10, 49, 60]))])
    other = json.loads(json.dumps(other, default=str))  # a copy, so that nothing stands in itself
    if isinstance(part, dict) and part:
        key = chance.choice(list(part))
        change = chance.choice(["drop", "other", "other", "rename", "add"])
        if change in {"drop", "rename"}:
            value = part.pop(key)
            if change == "rename":
                part[chance.choice([*_WORDS, str(key) + "x", str(key).upper()])] = value
        else:
            part[key if change == "other" else chance.choice(_WORDS)] = other
    elif isinstance(part, list) and part:
        at = chance.randrange(len(part))
        part[at : at + 1] = chance.choice([[], [other], [part[at], part[at]], [part[at], other]])
    else:
        return other
    return data


def _nested(depth: int) -> object:
    value: object = "x"
    for level in range(depth):
        value = [value] if level % 2 else {"x": value}
    return value


MUTATIONS: tuple[Mutation, ...] = (by_characters, by_words, by_lines, by_structure)


def mutated(texts: Mapping[str, str], chance: random.Random) -> Texts:
    """The book with one file, now and then two, changed."""
    changed = dict(texts)
    for _ in range(chance.choice([1, 1, 1, 2])):
        name = chance.choice(list(changed))
        changed[name] = chance.choice(MUTATIONS)(changed[name], chance)
        if chance.random() < 0.02:
            del changed[name]
    return changed


def trouble_with(texts: Mapping[str, str]) -> str | None:
    """What should not happen with any book: an exception, a finding that says nothing, too much time."""
    began = time.perf_counter()
    try:
        contents, findings = check_files(Files(texts))
        for finding in findings:
            if not (
                finding.message.strip()
                and str(finding)
                and finding.place.line > 0
                and finding.place.column > 0
            ):
                return f"a finding without words or place: {finding!r}"
        if contents is None and not any(finding.severity == "error" for finding in findings):
            return "no book, and no error"
        if contents is not None:
            markdown(describe(contents))
            html(public_page(contents, contents.languages[0]))
            list(tell_stories(contents))
    except Exception:  # whatever it is, nobody should see it
        return traceback.format_exc()
    seconds = time.perf_counter() - began
    return f"took {seconds:.1f} seconds" if seconds > MOST_SECONDS else None


def survive_bytes(count: int, seed: int) -> None:
    """Reads files that are no text, or nearly; each gives a text or a finding."""
    chance = random.Random(seed)
    good = (BOOKS[0] / "book.yaml").read_bytes()
    for _ in range(count):
        raw = bytearray(good if chance.random() < 0.7 else chance.randbytes(200))
        for _ in range(chance.randint(0, 4)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        text = decoded(bytes(raw), "book.yaml")
        trouble = (
            None if isinstance(text, Finding) else trouble_with({**texts_of(BOOKS[0]), "book.yaml": text})
        )
        assert trouble is None, (bytes(raw), trouble)


def run(count: int, seed: int, workers: int = 1) -> list[tuple[int, str]]:
    """The numbers of the books that made trouble, each with what it was."""
    if workers == 1:
        return list(_troubles(range(count), seed))
    spread = [range(first, count, workers) for first in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        found = [trouble for part in pool.map(_troubles_of, spread, [seed] * workers) for trouble in part]
    return sorted(found)


def _troubles_of(numbers: range, seed: int) -> list[tuple[int, str]]:
    return list(_troubles(numbers, seed))


def _troubles(numbers: range, seed: int) -> Iterator[tuple[int, str]]:
    books = [texts_of(folder) for folder in BOOKS]
    for number in numbers:
        trouble = trouble_with(book_of(number, seed, books))
        if trouble:
            print(f"book {number} (seed {seed}): {trouble}", flush=True)
            yield number, trouble


def book_of(number: int, seed: int, books: list[Texts]) -> Texts:
    """The book of a number: the same each time, so that a find can be looked at again."""
    chance = random.Random(f"{seed}/{number}")
    return mutated(chance.choices(books, (5, 3, 1, 1, 1))[0], chance)
