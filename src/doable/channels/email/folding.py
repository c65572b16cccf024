"""What was written now, what is quoted, what is only a signature: three piles that hold every line of a mail.

The words by which mail programs begin a quote or people end a letter, in thirteen languages, are those of
mail-parser-reply. Its own way of applying them, over the whole text at once, takes seconds for a few
thousand characters made for the purpose, so that they are tried here on one to three lines at a time and
only so often.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from doable.channels.email.folding_words import (
    ADDRESSED,
    BANNER,
    CLOSING,
    COLONS,
    DATED,
    FIELD,
    FROM_NAMES,
    INTRODUCTIONS,
    MARKED_NAME,
    POSTSCRIPT,
    RULE,
    SENT_FROM,
    SEPARATOR,
)

WIDEST = 300  # characters of what may introduce a quote
TRIES = 200  # lines a mail that are looked at closely
_LINES_OF_A_SIGNATURE = 9
_WIDTH_OF_A_SIGNATURE = 90


@dataclass(frozen=True, slots=True)
class Folded:
    """The lines of a mail in three piles, each in its order."""

    text: str
    quoted: str = ""
    signature: str = ""


def fold(body: str) -> Folded:
    """Split a plain body; where it would all be a quote, all of it is what was written."""
    lines = body.split("\n")
    quoted = _quoted(lines)
    texts: list[str] = []
    signatures: list[str] = []
    if lines and BANNER.fullmatch(lines[0].strip()):
        signatures.append(lines[0])
        lines[0] = ""
    runs = _runs(quoted)
    for start, end in runs:
        at = _signature(lines[start:end], first=not start)
        texts += lines[start : start + at]
        signatures += lines[start + at : end]
    text = _joined(texts)
    if not text:
        signature = _joined(signatures)
        quote = _joined([line for line, old in zip(lines, quoted, strict=True) if old])
        # Only a signature above a quote: the person wrote nothing, which is for the reader to see.
        return Folded(body.strip("\n")) if not (signature and quote) else Folded("", quote, signature)
    return Folded(
        text, _joined([line for line, old in zip(lines, quoted, strict=True) if old]), _joined(signatures)
    )


def _joined(lines: list[str]) -> str:
    """Lines as a text without blank ones around it."""
    return "\n".join(lines).strip("\n") if "".join(lines).strip() else ""


def _runs(quoted: list[bool]) -> list[tuple[int, int]]:
    """Where what is not quoted begins and ends."""
    edges = [0, *(at for at, (one, other) in enumerate(pairwise(quoted), 1) if one != other), len(quoted)]
    return [(start, end) for start, end in pairwise(edges) if start < end and not quoted[start]]


def _quoted(lines: list[str]) -> list[bool]:
    """For each line, whether it is a quote or the introduction of one."""
    quoted = [line.lstrip().startswith(">") for line in lines]
    tries = TRIES
    at = 0
    while at < len(lines) and tries:
        length = 0 if quoted[at] else _introduction(lines, at)
        tries -= length != 0
        if length > 0:
            following = _next_written(lines, at + length)
            marked = following < len(lines) and quoted[following]
            # Nothing marks where such a quote ends, so that it goes to the end. `On Monday you wrote:`
            # without a date is a person's own sentence.
            if not marked and _is_a_programs("".join(lines[at : at + length])):
                return [*quoted[:at], *([True] * (len(lines) - at))]
            if marked:
                quoted[at:following] = [True] * (following - at)
        at += max(length, 1)
    return quoted


def _is_a_programs(introduction: str) -> bool:
    """Whether only a program writes so: with a date, in digits, or as a header or a rule."""
    dated = any(one.isdigit() or not one.isascii() for one in introduction)
    return (
        dated or not introduction.rstrip().endswith(COLONS) or SEPARATOR.fullmatch(introduction) is not None
    )


def _next_written(lines: list[str], at: int) -> int:
    """The next line that is not blank."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _introduction(lines: list[str], at: int) -> int:
    """How many lines from here introduce a quote: 0 none, -1 none after a close look."""
    line = lines[at].strip().replace("\xa0", " ")
    if not line or len(line) > WIDEST:
        return 0
    if SEPARATOR.fullmatch(line):
        return 1
    if FIELD.fullmatch(line):
        return _block_of_fields(lines, at)
    if RULE.fullmatch(line):
        below = _next_written(lines, at + 1)
        fields = _block_of_fields(lines, below)
        return below - at + fields if fields > 0 else 0
    return _attribution(lines, at)


def _block_of_fields(lines: list[str], at: int) -> int:
    """How many lines are the header of a quoted mail: three fields or more, a sender among the first two."""
    names: list[str] = []
    end = at
    for number in range(at, min(at + 12, len(lines))):
        found = FIELD.fullmatch(lines[number].strip().replace("\xa0", " ")[:WIDEST])
        if found:
            names.append(found[1].lower())
            end = number + 1
        elif names and not lines[number].strip():
            continue
        elif number > end:
            break
    return end - at if len(names) >= 3 and FROM_NAMES & set(names[:2]) else -1


def _attribution(lines: list[str], at: int) -> int:
    """How many lines are of the kind `On Monday Jane wrote:`; a mail program may have broken them in two."""
    length = next((n for n in (1, 2, 3) if "".join(lines[at + n - 1 : at + n]).rstrip().endswith(COLONS)), 0)
    if not length:
        return 0
    # The shortest that fits, so that the sentence above does not go with it.
    fits = [n for n in range(length) if _introduces(lines[at + n : at + length])]
    return length if fits and fits[-1] == 0 else -1


def _introduces(lines: list[str]) -> bool:
    """Whether lines, taken as one, say who wrote what follows."""
    window = " ".join(line.strip() for line in lines).replace("\xa0", " ")
    if len(window) > WIDEST or not all(line.strip() for line in lines):
        return False
    dated = len(lines) < 3 and DATED.search(window) and ADDRESSED.search(window)
    return bool(dated) or any(pattern.fullmatch(window) for pattern in INTRODUCTIONS)


def _signature(lines: list[str], *, first: bool) -> int:
    """Where in a run of written lines the signature begins; behind them if there is none.

    A mail does not begin with it, but what a mailing list puts below a quote is a run of its own.
    """
    for at, line in enumerate(lines):
        if line.rstrip() == "--" and (line == "-- " or _is_short(lines[at + 1 :])):
            return at
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for at in range(max(0, end - _LINES_OF_A_SIGNATURE), end):
        if _signs_off(lines[:end], at) and (at or not first):
            return at
    return len(lines)


def _signs_off(lines: list[str], at: int) -> bool:
    """Whether a letter ends at this line: with a greeting and a name, a program's words, or a rule."""
    line, below = lines[at].strip(), lines[at + 1 :]
    if at >= len(lines) - 2 and len(line.split()) <= 6 and "," not in line and SENT_FROM.match(line):
        return True
    if not _is_short(below):
        return False
    alone = at == 0 or not lines[at - 1].strip()
    return (at > 0 and _is_closing(line) and _names_somebody(below)) or (alone and _begins_a_footer(line))


def _begins_a_footer(line: str) -> bool:
    """Whether a line under a blank one is a rule, or a name behind a dash."""
    marked = MARKED_NAME.fullmatch(line)
    return RULE.fullmatch(line) is not None or (marked is not None and _is_name(marked[1]))


def _is_closing(line: str) -> bool:
    """Whether a line ends a letter: `Best regards`, alone or with a name behind it."""
    found = CLOSING.match(line) if len(line) <= _WIDTH_OF_A_SIGNATURE else None
    return found is not None and (found.end() == len(line) or _is_name(line[found.end() :]))


def _is_name(line: str) -> bool:
    """Whether a line can be somebody's name: one word, or a few that all begin with a capital letter."""
    words = line.split()
    return len(words) == 1 or (
        len(words) <= 5 and all(word[0].isupper() or not word[0].isalpha() for word in words)
    )


def _names_somebody(lines: list[str]) -> bool:
    """Whether the first that follows a greeting is a name, if anything follows."""
    return all(_is_name(line) for line in [line for line in lines if line.strip()][:1])


def _is_short(lines: list[str]) -> bool:
    """Whether lines can be a signature: few, short, and asking nothing."""
    written = [line.strip() for line in lines if line.strip()]
    return len(written) <= _LINES_OF_A_SIGNATURE and all(
        len(line) <= _WIDTH_OF_A_SIGNATURE and "?" not in line and not POSTSCRIPT.match(line)
        for line in written
    )
