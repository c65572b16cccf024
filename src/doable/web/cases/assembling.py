"""Everything the page of a case needs, looked up once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings

from doable.desk import books, consulting, drafting, tying
from doable.desk.authorising import allowed, seen_by
from doable.desk.finding import nearest
from doable.desk.incoming import FORGED
from doable.desk.models import Case, Person
from doable.desk.models.cases import OPEN
from doable.web.cases.cards import Asking, CaseView, Face, Stated
from doable.web.cases.composer import Composer, found_in, holding, obstacles
from doable.web.cases.conversing import conversation
from doable.web.cases.recounting import recount
from doable.web.cases.showing import Around, Standing, asks_of, show_case
from doable.web.cases.wording import role

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Approval, Consultation, Customer, Ruling
    from doable.desk.models.asking import AskedQuerySet
    from doable.web.cases.conversing import Said
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

    @property
    def works(self) -> bool:
        """Whether the reader may change the case."""
        return "work_on_case" in self.rights

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
    ruling = drafting.latest_ruling(case)
    view = view_of(case, ruling, person, now)
    names = dict(Person.objects.values_list("pk", "name"))
    return CasePage(
        case=case,
        view=view,
        said=conversation(case, now=now, undo_seconds=settings.DOABLE.undo_seconds),
        composer=composer_of(case, view, ruling),
        happened=recount(case, names),
        earlier=_earlier(case, person),
        candidates=tuple(tying.candidates(case)) if case.customer is None else (),
        rights=frozenset(act for act in ("work_on_case", "take_over") if allowed(person, act, case)),
        is_read=_is_read(case, now),
    )


def view_of(case: Case, ruling: Ruling | None, person: Person, now: datetime) -> CaseView:
    """The decision of a case as its panel shows it."""
    if ruling is None:
        return CaseView(missing_asks=asks_of(books.in_force().contents))
    around = _Asked(case, ruling, case.owner or person, person, now)
    return show_case(
        books.loaded(ruling.book.digest),
        ruling.given,
        ruling.decision,
        Around(
            asks=[Standing(ask.ask, ask.pk, ask.quote) for ask in case.asks.standing()],
            stated=_stated(case),
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


def _stated(case: Case) -> dict[str, Stated]:
    statements = case.statements.filter(taken_back_at=None).select_related("by")
    return {
        each.fact: Stated(each.pk, each.by.name if each.by else "", each.at, each.because)
        for each in statements
    }


def _earlier(case: Case, person: Person) -> tuple[Case, ...]:
    """The same customer's other cases that this person may see, latest first."""
    if case.customer is None:
        return ()
    others = Case.objects.filter(seen_by(person), customer=case.customer).exclude(pk=case.pk)
    return tuple(others.order_by("-last_at")[:_EARLIER])


def _is_read(case: Case, now: datetime) -> bool:
    """Whether nothing that came in a moment ago still waits to be read; what was not by then is not."""
    unread = case.messages.filter(
        sender_kind="customer", kind="written", understanding__isnull=True, at__gt=now - _READING
    )
    return case.state != OPEN or not unread.exclude(identity=FORGED).exists()


@dataclass(slots=True)
class _Asked:
    """Who is, was or would be asked about the asks of a case."""

    case: Case
    ruling: Ruling
    asker: Person
    reader: Person
    now: datetime

    def approvals(self, answer: Json) -> tuple[Asking, ...]:
        """The approvals an answer needs or got."""
        needed = cast("list[Json]", answer["approvals"])
        asked = self._asked(self.case.approvals.all(), str(answer["ask"]))
        shown = [self._asking("approval", each) for each in asked]
        open_ = [each for each in needed if not each["obtained"]]
        if open_ and not any(each.state == "waiting" for each in shown):
            shown += [self._would_be("approval", str(each["grade"]), str(each["function"])) for each in open_]
        return tuple(shown)

    def consultation(self, answer: Json) -> Asking | None:
        """The talk that has to come before a no."""
        name = str(answer["ask"])
        asked = self._asked(self.case.consultations.all(), name)
        grade = consulting.needed(self.ruling, name)
        if asked and (grade is None or asked[-1].answered_at is None):
            return self._asking("consultation", asked[-1])
        return self._would_be("consultation", grade, self.asker.function) if grade else None

    def _asked(self, asked: AskedQuerySet[Any], name: str) -> list[Asked]:
        found = asked.filter(ask=name, taken_back_at=None).order_by("id")
        return cast("list[Asked]", list(found.select_related("asked_of", "asked_by", "answered_by")))

    def _would_be(self, kind: str, grade: str, function: str) -> Asking:
        zone = books.in_force().contents.zone
        found = nearest(grade, function, self.asker, self.now.astimezone(zone).date())
        return Asking(kind, role(grade, function), Face(found.pk, found.name) if found else None)

    def _asking(self, kind: str, asked: Asked) -> Asking:
        return Asking(
            kind=kind,
            role=role(asked.grade, asked.function if kind == "approval" else ""),
            face=Face(asked.asked_of_id, asked.asked_of.name),
            id=asked.pk,
            asked_at=asked.asked_at,
            asked_by=asked.asked_by.name,
            note=asked.note,
            answered_at=asked.answered_at,
            answered_by=asked.answered_by.name if asked.answered_by else "",
            yes=asked.yes,
            because=asked.because,
            may_take_back=asked.answered_at is None and allowed(self.reader, "work_on_case", self.case),
            may_answer=asked.answered_at is None and allowed(self.reader, "answer", asked),
        )
