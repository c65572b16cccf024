"""Whole drafts, good and bad, with what a fair reader finds in them."""

import pytest

from doable.reply.checking.checking import check, may_be_sent
from doable.reply.notation import read_occasion
from tests.unit.reply.checking.drafted import book, written

# Beside these a promise is no mistake of the check: they are promises too.
PROMISES = {"contradicts_decision", "unverified_alternative"}
WRITTEN = written()


@pytest.mark.parametrize("number", range(len(WRITTEN["drafts"])))
def test_a_draft_has_the_findings_a_fair_reader_expects(number: int) -> None:
    draft = WRITTEN["drafts"][number]
    known = WRITTEN["decisions"][draft["for"]]
    occasion = {
        "id": str(number),
        "message": draft.get("message", known["message"]),
        "decision": known["decision"],
        "case": {**known["case"], **draft.get("case", {})},
        "received": "2026-10-14",
    }
    expected, allowed = set(draft.get("expect", ())), set(draft.get("also", ()))
    allowed |= {"overpromise"} if expected & PROMISES else set()

    findings = check(book(), read_occasion(book(), occasion), draft["draft"])

    assert {one.check for one in findings} - (allowed - expected) == expected, [*map(str, findings)]
    assert may_be_sent(findings) or expected
