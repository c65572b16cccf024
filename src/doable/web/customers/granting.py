"""What a customer was granted: read from the replies that went out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.desk.models import Reply
from doable.web.customers.filing import Cell, cell
from doable.web.telling import money, word

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from doable.desk.models import Case
    from doable.policy.book import Contents

_MOST = 20


@dataclass(frozen=True, slots=True)
class Granted:
    """One ask that was granted, in which case, when, with what was given."""

    case: int
    ask: str
    verdict: str
    at: datetime
    values: tuple[tuple[str, Cell], ...]


def granted(cases: QuerySet[Case], contents: Contents) -> list[Granted]:
    """What replies in these cases granted, the last first."""
    replies = Reply.objects.filter(case__in=cases, ruling__isnull=False).exclude(sent_at=None)
    told: list[Granted] = []
    for reply in replies.select_related("ruling").order_by("-sent_at", "-id")[:_MOST]:
        if reply.ruling is None or reply.sent_at is None:
            continue
        for answer in _answers(reply.ruling.decision):
            values = answer.get("granted") or {}
            if answer.get("verdict") in {"doable", "billable", "phased"} and isinstance(values, dict):
                told.append(_told(reply, str(answer["ask"]), str(answer["verdict"]), values, contents))
    return told


def _told(reply: Reply, ask: str, verdict: str, values: dict[str, object], contents: Contents) -> Granted:
    params = contents.asks[ask].params if ask in contents.asks else {}
    cells = [
        (word(name), _amount(name, value, params, contents))
        for name, value in values.items()
        if value is not None
    ]
    return Granted(reply.case_id, word(ask), verdict, reply.sent_at or reply.changed_at, tuple(cells))


def _amount(name: str, value: object, params: object, contents: Contents) -> Cell:
    shown = cell("ask", name, value, contents)
    param = params.get(name) if isinstance(params, dict) else None
    if param is not None and param.type.name == "money":
        return Cell(money(value, contents.currency), is_number=True)
    return shown


def _answers(decision: dict[str, object]) -> list[dict[str, object]]:
    asks = decision.get("asks")
    return [each for each in asks if isinstance(each, dict)] if isinstance(asks, list) else []
