"""What a trial does, kind by kind: books in, plain data out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from doable.desk import books
from doable.desk.assessing import examined
from doable.desk.models.trials import COMPARISON, PROOFS, REPLAY, STORIES
from doable.desk.replaying import rows_of_rulings
from doable.desk.telling_trials import as_data
from doable.policy.loading.files import Files
from doable.workbench.comparing.pairing import compare_words
from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.opening import replay_lines
from doable.workbench.replaying.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from doable.desk.models import Trial
    from doable.policy.book import Contents
    from doable.workbench.proving.examined import Examined as Proved
    from doable.workbench.replaying.deciding_each import Change

    Result = dict[str, object]

# So many of the cases that change are kept to be looked at.
_MOST_KEPT = 1_000
# Up to so many cases are decided sooner one by one than a database has read the rules.
_FEW = 5_000
# The most that the proof of one question may take, in seconds.
_PATIENCE = 10


class NotTriable(Exception):
    """Files that can't be tried out; the text says what to do first."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A trial under way: the book, the one it is held against, and whom to tell how far it is."""

    kind: str
    files: Files
    contents: Contents
    against: Contents | None
    until: datetime
    tell: Callable[[float], None]


def attempt(trial: Trial, tell: Callable[[float], None]) -> Attempt:
    """A trial with its books loaded; raises NotTriable for one with errors."""
    files = Files(trial.texts or {})
    found = examined(files)
    if found.contents is None:
        raise NotTriable("The check finds errors: mend them first.")
    against = books.loaded(trial.against.digest).contents if trial.against else None
    return Attempt(trial.kind, files, found.contents, against, trial.asked_at, tell)


def result_of(tried: Attempt) -> Result:
    """Do what a trial is for."""
    return _KINDS[tried.kind](tried)


def _stories(tried: Attempt) -> Result:
    found = examined(tried.files)
    failing = [
        {"story": each.story.title, "place": str(each.place), "differences": list(each.differences)}
        for each in found.failing
    ]
    return {"stories": found.stories, "failing": failing}


def _replay(tried: Attempt) -> Result:
    """The cases of the desk; those that change are listed, to be opened from the page."""
    changes: list[Result] = []

    def keep(found: Iterable[Change]) -> None:
        changes.extend(
            {"id": change.id, **as_data(change.kind), **as_data(change.sums)}
            for change in islice(found, _MOST_KEPT)
        )

    question = Question(tried.contents, _held_against(tried))
    try:
        rows = rows_of_rulings(tried.until, *question.books)
        engine = "python" if rows.count() <= _FEW else "duckdb"
        report = replay_lines(question, rows, engine, on_progress=tried.tell, keep=keep)
    except CasesNotRead as unread:
        raise NotTriable(str(unread)) from None
    return {**report.as_json(), "changes": changes}


def _comparison(tried: Attempt) -> Result:
    from doable.workbench.comparing.differing import (  # noqa: PLC0415 - needs what is not always installed
        ASSUMPTIONS,
        compare_verdicts,
    )
    from doable.workbench.proving.space import ASSUMPTIONS as OF_PROOFS  # noqa: PLC0415 - as above

    old = _held_against(tried)
    asks = dict.fromkeys((*tried.contents.asks, *old.asks))
    compared = []
    for each in compare_verdicts(old, tried.contents, seconds=_PATIENCE):
        compared.append(as_data(each))
        tried.tell(len(compared) / len(asks))
    changes = [
        {**as_data(change), "headline": change.headline} for change in compare_words(old, tried.contents)
    ]
    return {"changes": changes, "asks": compared, "assumptions": [*ASSUMPTIONS, *OF_PROOFS]}


def _proofs(tried: Attempt) -> Result:
    """What the questions find, then the guarantees; each is half of the way."""
    from doable.workbench.proving.guarantees import (  # noqa: PLC0415 - needs what is not always installed
        prove_all,
    )
    from doable.workbench.proving.proving import ask_questions  # noqa: PLC0415 - as above
    from doable.workbench.proving.space import ASSUMPTIONS  # noqa: PLC0415 - as above

    contents, begun, guarantees = tried.contents, [0], []

    def begin(_ask: str) -> None:
        tried.tell(begun[0] / len(contents.asks) / 2)
        begun[0] += 1

    findings = [
        {**as_data(each.finding), "witness": as_data(each.witness), "story": each.as_story()}
        for each in ask_questions(contents, seconds=_PATIENCE, begun=begin)
    ]
    for each in prove_all(contents, seconds=_PATIENCE):
        guarantees.append(_guarantee(each))
        tried.tell(0.5 + len(guarantees) / len(contents.guarantees) / 2)
    return {"findings": findings, "guarantees": guarantees, "assumptions": list(ASSUMPTIONS)}


def _guarantee(proved: Proved) -> Result:
    """What came of a guarantee, without the guarantee itself, which stands in the book."""
    return {
        "id": proved.id,
        "says": proved.says,
        "place": as_data(proved.place),
        "state": proved.state,
        "why": proved.why,
        "steps": [{**as_data(step), "words": str(step)} for step in proved.steps],
        "not_provable": as_data(proved.not_provable),
        "story": proved.as_story(),
    }


def _held_against(tried: Attempt) -> Contents:
    if tried.against is None:
        raise NotTriable("There is no version to compare with: choose one.")
    return tried.against


_KINDS: Mapping[str, Callable[[Attempt], Result]] = {
    STORIES: _stories,
    REPLAY: _replay,
    COMPARISON: _comparison,
    PROOFS: _proofs,
}
