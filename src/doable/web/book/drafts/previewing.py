"""Letters as a playbook words them: for the latest cases in which its situation arises, else for stories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doable.desk import drafting
from doable.desk.models import Case
from doable.policy.deciding.cases import InputError
from doable.policy.deciding.deciding import decide
from doable.policy.deciding.reading_cases import read_case
from doable.reply.checking.checking import check
from doable.reply.composing.composing import compose
from doable.reply.occasion import BLOCKING, Occasion
from doable.reply.playbooks import PlaybookError
from doable.workbench.testing import STORY_TIME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents, Playbook
    from doable.reply.occasion import Draft, DraftFinding

MOST, _LOOKED_AT = 3, 40


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter: what it answers, its text, what the check finds in it; or why there is none."""

    title: str
    case: int | None
    text: str
    findings: tuple[tuple[str, bool, str], ...] = ()
    failed: str = ""
    language: str = ""


def playbook_of(contents: Contents, path: str) -> Playbook | None:
    """The playbook of a file."""
    return next((each for each in contents.playbooks if each.file == path), None)


def previews(contents: Contents, playbook: Playbook) -> list[Preview]:
    """Some letters in which a playbook speaks."""
    found = []
    for title, case, occasion in _occasions(contents):
        wanted = replace(
            occasion,
            channel=playbook.channel or occasion.channel,
            language=playbook.language or contents.languages[0],
        )
        preview = _preview(contents, playbook, wanted, (title, case))
        if preview is not None:
            found.append(preview)
        if len(found) == MOST:
            break
    return found


def _preview(
    contents: Contents, playbook: Playbook, occasion: Occasion, of: tuple[str, int | None]
) -> Preview | None:
    title, case = of
    try:
        draft = compose(contents, occasion)
    except PlaybookError as error:
        return Preview(title, case, "", failed=str(error), language=occasion.language or "")
    if playbook.situation not in draft.situations:
        return None
    return Preview(
        title, case, draft.text, _found(check(contents, occasion, draft.text), draft), language=draft.language
    )


def _found(findings: tuple[DraftFinding, ...], draft: Draft) -> tuple[tuple[str, bool, str], ...]:
    return tuple(
        (
            f"{each.message[:1].upper()}{each.message[1:]}",
            each.severity == BLOCKING,
            draft.text[each.start : each.end],
        )
        for each in findings
    )


def _occasions(contents: Contents) -> Iterator[tuple[str, int | None, Occasion]]:
    for case in (
        Case.objects.exclude(verdict="").select_related("customer").order_by("-last_at", "-id")[:_LOOKED_AT]
    ):
        occasion = _of_case(contents, case)
        if occasion is not None:
            yield str(case.subject or case), case.pk, occasion
    for story in contents.stories:
        try:
            told = read_case(contents, dict(story.case), STORY_TIME)
        except InputError:
            continue
        yield story.title, None, Occasion(decide(contents, told))


def _of_case(contents: Contents, case: Case) -> Occasion | None:
    """What a reply to a case would be for, were it decided by this book; None where that can't be."""
    ruling = drafting.latest_ruling(case)
    if ruling is None:
        return None
    try:
        decided = decide(contents, read_case(contents, dict(ruling.given), STORY_TIME))
        occasion = drafting.occasion(case, ruling)
    except (InputError, KeyError):
        return None
    return replace(occasion, decision=decided)
