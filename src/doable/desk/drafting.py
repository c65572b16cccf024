"""The reply to a case: drafted from its ruling, kept as somebody writes on, checked all the while."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from doable import Occasion
from doable.desk import books, deciding
from doable.desk.models import Reply
from doable.desk.models.messages import CUSTOMER
from doable.desk.understood import text_of, understanding_of
from doable.reply.notation import show_findings

if TYPE_CHECKING:
    from datetime import datetime

    from doable import DraftFinding
    from doable.desk.models import Case, Person, Ruling


def latest_ruling(case: Case) -> Ruling | None:
    """The ruling in force for a case; None where nothing is asked in it."""
    return last_ruling(case) if case.asks.standing().exists() else None


def last_ruling(case: Case) -> Ruling | None:
    """The last ruling made for a case, whether or not anything is asked in it still."""
    return case.rulings.select_related("book").defer("book__texts").order_by("-id").first()


def occasion(case: Case, ruling: Ruling) -> Occasion:
    """What a reply to a case is for."""
    book = books.loaded(ruling.book.digest)
    message = case.messages.filter(sender_kind=CUSTOMER, kind="written").order_by("-at", "-id").first()
    understanding = understanding_of(book, case)
    facts = cast("dict[str, dict[str, object]]", ruling.given["facts"])
    number = facts.get("order.number", {}).get("value")
    return Occasion(
        book.read_decision(ruling.decision),
        id=f"case-{case.pk}",
        message=text_of(message) if message else "",
        understanding=understanding,
        received=(message.at if message else ruling.at).astimezone(book.contents.zone).date(),
        customer_name=_name(case),
        order_number=None if number is None else str(number),
        emotion=None if understanding else case.emotion or None,
        channel="form" if case.channel == "webform" else case.channel,
    )


def _name(case: Case) -> str | None:
    """How to address whoever wrote: as on record only where that is proven."""
    return case.customer.name if case.customer else case.sender_name or None


def check(case: Case, text: str, ruling: Ruling | None = None) -> tuple[DraftFinding, ...]:
    """What is wrong with a text as the reply to a case."""
    ruling = ruling or latest_ruling(case)
    if ruling is None:
        return ()
    return books.loaded(ruling.book.digest).check(occasion(case, ruling), text)


def draft(case: Case, *, now: datetime) -> Reply | None:
    """The reply as the playbooks word it; a text that somebody wrote on stays, and is checked anew."""
    ruling, reply = latest_ruling(case), open_draft(case)
    if ruling is None:
        # What was composed for what is no longer asked goes; what somebody wrote stays.
        case.replies.filter(sent_at=None, by=None).delete()
        return None
    book = books.loaded(ruling.book.digest)
    what_for = occasion(case, ruling)
    text = reply.text if reply and reply.by_id else book.draft(what_for).text
    by = reply.by if reply else None
    return _kept(case, ruling, text, book.check(what_for, text), by=by, now=now)


def rewrite(case: Case, *, now: datetime) -> Reply | None:
    """The reply as composed, in place of whatever somebody wrote."""
    case.replies.filter(sent_at=None).delete()
    return draft(case, now=now)


def keep(case: Case, text: str, *, by: Person, now: datetime) -> Reply:
    """What somebody wrote so far, with what the check finds in it."""
    ruling = latest_ruling(case) or deciding.decide_anew(case, because="a reply was begun", by=by, now=now)
    reply = open_draft(case)
    if reply and reply.text == text:
        return reply
    return _kept(case, ruling, text, check(case, text, ruling), by=by, now=now)


def open_draft(case: Case) -> Reply | None:
    """The reply that is being written."""
    return case.replies.filter(sent_at=None).first()


def _kept(
    case: Case,
    ruling: Ruling | None,
    text: str,
    findings: tuple[DraftFinding, ...],
    *,
    by: Person | None,
    now: datetime,
) -> Reply:
    reply, _new = Reply.objects.update_or_create(
        case=case,
        sent_at=None,
        defaults={
            "ruling": ruling,
            "text": text,
            "by": by,
            "changed_at": now,
            "findings": findings_as_json(findings),
        },
    )
    return reply


def findings_as_json(findings: tuple[DraftFinding, ...]) -> list[dict[str, object]]:
    """Findings as they are kept: those of `doable check-reply`."""
    shown = show_findings("", findings)["findings"]
    return cast("list[dict[str, object]]", json.loads(json.dumps(shown)))
