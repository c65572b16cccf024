"""What there is to do next in a case: where the focus goes after an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doable.web.cases.assembling import CasePage

SEND, WRITE, FINDING, APPROVE, CONSULT, KNOW, NEXT = (
    *("send", "write", "finding", "approve", "consult", "know", "next"),
)


def next_to_do(page: CasePage) -> str:
    """The place of the page where the next thing to do is."""
    if page.leaving or not page.is_open or not page.works:
        return NEXT
    for card in page.view.cards:
        if any(question.field and not question.for_customer for question in card.questions):
            return KNOW
    asked = _somebody_to_ask(page)
    if asked:
        return asked
    if any(each.blocks for each in page.composer.found):
        return FINDING
    return SEND if page.composer.may_send else WRITE


def _somebody_to_ask(page: CasePage) -> str:
    for card in page.view.cards:
        if any(each.state == "open" and each.face for each in card.approvals):
            return APPROVE
        if card.consultation and card.consultation.state == "open" and card.consultation.face:
            return CONSULT
    return ""
