"""What the composer shows: the text, what the check found in it, and what keeps it from being sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from doable.reply.occasion import BLOCKING
from doable.web.cases.wording import several, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from doable.web.cases.cards import AskCard

_WRITE = re.compile(r"(?:write|say) [“\"]?(?P<words>[^“”\"]+?)[”\"]?$")
_OFFER = re.compile(r"offer what was verified: (?P<words>.+)$")
_REASON = re.compile(r"say why: (?P<words>.+)$")
# Checks whose `write ...` names the very words that belong in the place.
_EXACT = ("wrong_amount", "overpromise")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: where (in UTF-16 units, as browsers count), what, and what one key puts there instead."""

    check: str
    blocks: bool
    start: int
    end: int
    says: str
    remedy: str
    words: str
    instead: str | None = None

    @property
    def apply(self) -> str:
        """What the button says that applies the suggestion."""
        if self.instead is None:
            return "Show"
        return "Take out" if not self.instead else "Apply"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a reply can't be sent now, and which form or place of the page helps."""

    says: str
    act: str = ""
    ask: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Composer:
    """The composer of a case."""

    text: str
    found: tuple[Found, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    holding: str = ""
    own: bool = False
    ruling: int | None = None

    @property
    def may_send(self) -> bool:
        """Whether nothing keeps it from being sent."""
        return not self.obstacles


def found_in(text: str, findings: Iterable[Mapping[str, object]]) -> tuple[Found, ...]:
    """Findings as JSON made ready for the page; what blocks comes first."""
    found = [_found(text, finding) for finding in findings]
    return tuple(sorted(found, key=lambda each: (not each.blocks, each.start)))


def _found(text: str, finding: Mapping[str, object]) -> Found:
    start, end = cast("int", finding["start"]), cast("int", finding["end"])
    remedy = str(finding["suggestion"] or "")
    instead = _instead(str(finding["check"]), remedy, start, end)
    if instead == "" and text[end : end + 1] == " ":
        end += 1
    return Found(
        check=title(str(finding["check"])),
        blocks=finding["severity"] == BLOCKING,
        start=_units(text[:start]),
        end=_units(text[:end]),
        says=_sentence(str(finding["message"])),
        remedy=_sentence(remedy),
        words=text[start:end].strip(),
        instead=instead,
    )


def _instead(check: str, remedy: str, start: int, end: int) -> str | None:
    """The words a suggestion puts in the place; empty to take them out, None where only a person can."""
    if start == end:
        reason, offer = _REASON.match(remedy), _OFFER.match(remedy)
        if reason:
            return reason["words"].rstrip(".") + ".\n"
        return f"What we can offer you: {offer['words'].rstrip('.')}.\n" if offer else None
    if remedy.startswith("leave it out"):
        return ""
    written = _WRITE.match(remedy)
    if written and (check in _EXACT or check == "jargon") and "the sum" not in remedy:
        return written["words"] if _is_words(remedy, check) else None
    return None


def _is_words(remedy: str, check: str) -> bool:
    """Whether what follows `write` or `say` are the words themselves, not advice about them."""
    return remedy.startswith("write ") or (check == "jargon" and "“" in remedy)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if not text or text.endswith((".", "?", "!")) else ".")


def obstacles(
    found: Sequence[Found], cards: Iterable[AskCard], *, text: str, addressed: bool
) -> tuple[Obstacle, ...]:
    """Why this text can't be sent now, the nearest to do first."""
    return tuple(_obstacles(found, tuple(cards), text, addressed=addressed))


def _obstacles(
    found: Sequence[Found], cards: Sequence[AskCard], text: str, *, addressed: bool
) -> Iterator[Obstacle]:
    if not addressed:
        yield Obstacle("There is no address to answer to.")
    if not text.strip():
        yield Obstacle("There is nothing in the reply yet.")
    blocking = [each for each in found if each.blocks]
    early = [each for each in blocking if each.check == "No before consulting"]
    if early:
        asked = next((card for card in cards if card.consultation), None)
        yield _talk_first(asked)
    wrong = len(blocking) - len(early)
    if wrong:
        yield Obstacle(
            f"{several(wrong, 'thing', 'things').capitalize()} in the text can't be sent as it stands.",
            "finding",
            label="Show",
        )


def _talk_first(card: AskCard | None) -> Obstacle:
    if card is None or card.consultation is None:
        return Obstacle("This no has to be talked over before it is said.")
    asked = card.consultation
    whom = asked.face.name if asked.face else f"a {asked.role}"
    if asked.state == "waiting":
        return Obstacle(
            f"{whom} was asked about this no and has not answered yet.",
            "hold",
            card.ask,
            "Write that we are finding out",
        )
    return Obstacle(
        f"This no is talked over with {whom} before it is said.", "consult", card.ask, "Talk it over"
    )


def holding(cards: Iterable[AskCard]) -> str:
    """Why only a holding reply fits for now; empty where the answer itself can go out."""
    for card in cards:
        for asked in (*card.approvals, *((card.consultation,) if card.consultation else ())):
            if asked.state == "waiting":
                whom = asked.face.name if asked.face else f"a {asked.role}"
                asked_about = f"{whom} was asked about {card.title.lower()}"
                return f"{asked_about}. Until then the reply can say that we are finding out."
    return ""
