"""Mistakes that people make, each planted into a good book: each is found, where it is and in plain words."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml
import z3

from doable.policy.book import Contents
from doable.policy.findings import Finding
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files, read_files
from doable.workbench.checking import check_files
from doable.workbench.proving.examined import REFUTED
from doable.workbench.proving.guarantees import prove_all
from doable.workbench.proving.questions.alternatives import alternatives_never_offered
from doable.workbench.proving.questions.authority import what_nobody_may_grant
from doable.workbench.proving.questions.contradictions import rules_that_contradict, what_can_fail
from doable.workbench.proving.questions.gaps import holes_between_rules
from doable.workbench.proving.questions.reaching import rules_that_never_decide
from doable.workbench.proving.questions.transitions import transitions_that_never_end
from doable.workbench.proving.study import Discovery, Study

Mistake = Mapping[str, str]

BOOK = Path(__file__).parents[3] / "examples/copperline"
MISTAKES: list[Mistake] = yaml.load(
    Path(__file__).with_name("mistakes.yaml").read_text(), Loader=yaml.CSafeLoader
)
# The question that a proof asks for each kind of finding: only the one that matters is asked here.
QUESTIONS: dict[str, Callable[[Study], Iterator[Discovery]]] = {
    "never_decides": rules_that_never_decide,
    "never_holds": rules_that_never_decide,
    "gap": holes_between_rules,
    "contradiction": rules_that_contradict,
    "can_fail": what_can_fail,
    "nobody_may_grant": what_nobody_may_grant,
    "never_offered": alternatives_never_offered,
    "never_ends": transitions_that_never_end,
}


@cache
def good_book() -> Mapping[str, str]:
    """The texts of the book without any mistake."""
    return read_files(BOOK).texts


@cache
def good_contents() -> Contents:
    """The book itself."""
    contents, _ = examine(Files(good_book()))
    assert contents is not None
    return contents


@cache
def checked_as_it_is() -> tuple[Finding, ...]:
    """What `book check` says of it."""
    return check_files(Files(good_book()))[1]


def planted(mistake: Mistake) -> dict[str, str]:
    """The book with a mistake in it."""
    file, replace = mistake["file"], mistake["replace"]
    text = good_book()[file]
    assert text.count(replace) == 1, f"{replace!r} stands {text.count(replace)} times in {file}"
    return {**good_book(), file: text.replace(replace, mistake["by"])}


def proved(contents: Contents, mistake: Mistake) -> tuple[Finding, ...]:
    """What a proof says to the question that should find the mistake."""
    if "guarantee" in mistake:
        examined = prove_all(contents, only=[mistake["guarantee"]])
        return tuple(
            Finding("error", "guarantee", f"{each.says} {'; '.join(map(str, each.steps))}", each.place)
            for each in examined
            if each.state == REFUTED
        )
    study = Study(contents, contents.asks[mistake["ask"]], z3.Context(), seconds=30)
    return tuple(discovery.finding for discovery in QUESTIONS[mistake["found_by"]](study))


def found_in(texts: Mapping[str, str], mistake: Mistake) -> tuple[Finding, ...]:
    """What is said of the book with the mistake in it."""
    if not mistake.keys() & {"ask", "guarantee"}:
        return check_files(Files(texts))[1]
    contents, findings = examine(Files(texts))
    assert contents is not None, findings
    return proved(contents, mistake)


def stands_at(texts: Mapping[str, str], finding: Finding) -> str:
    """The text that begins where a finding points to."""
    line = texts[finding.place.file].splitlines()[finding.place.line - 1]
    return line[finding.place.column - 1 :]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_a_planted_mistake_is_found_where_it_is_and_explained(mistake: Mistake) -> None:
    texts = planted(mistake)

    findings = found_in(texts, mistake)

    found = [finding for finding in findings if finding.check == mistake["found_by"]]
    at = [finding for finding in found if stands_at(texts, finding).startswith(mistake["at"])]
    assert at, [str(finding) for finding in findings]
    said = f"{at[0].message}; {at[0].help}"
    assert [words for words in mistake["says"] if words not in said] == [], said


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_nothing_of_the_kind_is_said_of_the_good_book(mistake: Mistake) -> None:
    by_proof = mistake.keys() & {"ask", "guarantee"}

    findings = proved(good_contents(), mistake) if by_proof else checked_as_it_is()

    about = [finding for finding in findings if finding.check == mistake["found_by"]]
    assert [str(finding) for finding in about if _is_same(finding, mistake)] == []


def _is_same(finding: Finding, mistake: Mistake) -> bool:
    return all(words in f"{finding.message}; {finding.help}" for words in mistake["says"])
