"""Everything the page of a case needs, looked up once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.conf import settings

from doable.desk import books, consulting, drafting, tying
from doable.desk.authorising import allowed, seen_by
from doable.desk.finding import nearest
from doable.desk.incoming import FORGED
from doable.desk.models import Case
from doable.desk.models.cases import OPEN
from doable.desk.models.messages import CUSTOMER
from doable.web.cases.cards import Asking, CaseView, Face, Stated
from doable.web.cases.composer import Composer, found_in, holding, obstacles
from doable.web.cases.conversing import conversation
from doable.web.cases.gathering import messages_of, names_in, records_of
from doable.web.cases.recounting import events_of, recount
from doable.web.cases.showing import Around, Standing, asks_of, show_case
from doable.web.cases.wording import role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from doable.desk.models import Approval, Consultation, Customer, Message, Person, Ruling, Statement
    from doable.web.cases.conversing import Said
    from doable.web.cases.gathering import Names, Records
    from doable.web.cases.recounting import Happened

    Json = dict[str, object]
    Asked = Approval | Consultation

_EARLIER = 5
# How long a message may wait to be read before the page stops waiting for it.
_READING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page of a case."""

    case: Case
    view: CaseView
    said: tuple[Said, ...]
    composer: Composer
    happened: tuple[Happened, ...]
    earlier: tuple[Case, ...]
    candidates: tuple[Customer, ...]
    rights: frozenset[str]
    is_read: bool
    tied_by: str

    @property
    def works(self) -> bool:
        """Whether the reader may change the case."""
        return "work_on_case" in self.rights

    @property
    def changes(self) -> bool:
        """Whether the reader can change what is decided on."""
        return self.works and self.is_open

    @property
    def leaving(self) -> Said | None:
        """The reply that can still be called back."""
        return next((each for each in self.said if each.leaving and each.leaving.state == "leaving"), None)

    @property
    def is_open(self) -> bool:
        """Whether the case is neither settled nor set aside."""
        return self.case.state == OPEN

    @property
    def unsure(self) -> bool:
        """Whether nobody is sure who wrote."""
        return self.case.customer_id is None


def page_of(case: Case, person: Person, *, now: datetime) -> CasePage:
    """The page of a case as somebody sees it."""
    records, messages, events = records_of(case), messages_of(case), events_of(case)
    names = names_in(case, records, messages, events)
    view = view_of(case, records, names, person, now)
    undo = settings.DOABLE.undo_seconds
    return CasePage(
        case=case,
        view=view,
        said=conversation(case, messages, names, now=now, undo_seconds=undo),
        composer=composer_of(case, view, records.ruling),
        happened=recount(events, names),
        earlier=_earlier(case, person),
        candidates=tuple(tying.candidates(case)) if case.customer is None else (),
        rights=frozenset(act for act in ("work_on_case", "take_over") if allowed(person, act, case)),
        is_read=case.state != OPEN or not any(_awaited(message, now) for message in messages),
        tied_by=names.get(case.tied_by_id or 0, "A colleague"),
    )


def view_of(case: Case, records: Records, names: Names, person: Person, now: datetime) -> CaseView:
    """The decision of a case as its panel shows it."""
    ruling = records.ruling
    if ruling is None:
        return CaseView(missing_asks=asks_of(books.in_force().contents))
    around = _Asked(case, ruling, records, names, person, now)
    return show_case(
        books.loaded(ruling.book.digest),
        ruling.given,
        ruling.decision,
        Around(
            asks=[Standing(ask.ask, ask.pk, ask.quote) for ask in records.asks],
            stated=_stated(records.stated, names),
            approvals=around.approvals,
            consultation=around.consultation,
        ),
    )


def composer_of(case: Case, view: CaseView, ruling: Ruling | None, text: str | None = None) -> Composer:
    """The composer with the draft that is kept, or with a text that is being written."""
    reply = drafting.open_draft(case)
    if text is None:
        text = reply.text if reply else ""
        findings = list(reply.findings) if reply else []
    else:
        findings = drafting.findings_as_json(drafting.check(case, text, ruling))
    found = found_in(text, findings)
    return Composer(
        text=text,
        found=found,
        obstacles=obstacles(found, view.cards, text=text, addressed=bool(case.sender)),
        holding=holding(view.cards),
        own=bool(reply and reply.by_id),
        ruling=ruling.pk if ruling else None,
    )


def _stated(statements: Iterable[Statement], names: Names) -> dict[str, Stated]:
    return {
        each.fact: Stated(each.pk, names.get(each.by_id or 0, ""), each.at, each.because)
        for each in statements
    }


def _earlier(case: Case, person: Person) -> tuple[Case, ...]:
    """The same customer's other cases that this person may see, latest first."""
    if case.customer is None:
        return ()
    others = Case.objects.filter(seen_by(person), customer=case.customer_id).exclude(pk=case.pk)
    return tuple(others.only("subject", "verdict", "last_at").order_by("-last_at")[:_EARLIER])


def _awaited(message: Message, now: datetime) -> bool:
    """Whether a message came in a moment ago and still waits to be read; what was not by then is not."""
    is_new = message.understanding is None and message.at > now - _READING
    to_read = message.sender_kind == CUSTOMER and message.kind == "written" and message.identity != FORGED
    return is_new and to_read


@dataclass(slots=True)
class _Asked:
    """Who is, was or would be asked about the asks of a case."""

    case: Case
    ruling: Ruling
    records: Records
    names: Names
    reader: Person
    now: datetime
    _nearest: dict[tuple[str, str], Face | None] = field(default_factory=dict)

    def approvals(self, answer: Json) -> tuple[Asking, ...]:
        """The approvals an answer needs or got."""
        needed = cast("list[Json]", answer["approvals"])
        asked = [each for each in self.records.approvals if each.ask == answer["ask"]]
        shown = [self._asking("approval", each) for each in asked]
        open_ = [each for each in needed if not each["obtained"]]
        if open_ and not any(each.state == "waiting" for each in shown):
            shown += [self._would_be("approval", str(each["grade"]), str(each["function"])) for each in open_]
        return tuple(shown)

    def consultation(self, answer: Json) -> Asking | None:
        """The talk that has to come before a no."""
        name = str(answer["ask"])
        asked = [each for each in self.records.consultations if each.ask == name]
        grade = consulting.needed(self.ruling, name)
        if asked and (grade is None or asked[-1].answered_at is None):
            return self._asking("consultation", asked[-1])
        return self._would_be("consultation", grade, self.asker.function) if grade else None

    @property
    def asker(self) -> Person:
        """Who would ask: whose case it is, or whoever takes it now."""
        return self.case.owner or self.reader

    def _would_be(self, kind: str, grade: str, function: str) -> Asking:
        if (grade, function) not in self._nearest:
            zone = books.in_force().contents.zone
            found = nearest(grade, function, self.asker, self.now.astimezone(zone).date())
            self._nearest[grade, function] = Face(found.pk, found.name) if found else None
        return Asking(kind, role(grade, function), self._nearest[grade, function])

    def _asking(self, kind: str, asked: Asked) -> Asking:
        return Asking(
            kind=kind,
            role=role(asked.grade, asked.function if kind == "approval" else ""),
            face=Face(asked.asked_of_id, self.names[asked.asked_of_id]),
            id=asked.pk,
            asked_at=asked.asked_at,
            asked_by=self.names[asked.asked_by_id],
            note=asked.note,
            answered_at=asked.answered_at,
            answered_by=self.names.get(asked.answered_by_id or 0, ""),
            yes=asked.yes,
            because=asked.because,
            may_take_back=asked.answered_at is None and allowed(self.reader, "work_on_case", self.case),
            may_answer=asked.answered_at is None and allowed(self.reader, "answer", asked),
        )
