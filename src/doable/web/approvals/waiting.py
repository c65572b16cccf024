"""Everything needed to answer a colleague's question, on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from doable.desk import books
from doable.desk.authorising import allowed
from doable.desk.models import Approval, Consultation, Reply
from doable.desk.models.messages import CUSTOMER
from doable.web.cases.showing import show_case
from doable.web.cases.wording import role

if TYPE_CHECKING:
    from decimal import Decimal

    from doable.desk.models import Case, Message, Person
    from doable.desk.models.asking import AskedQuerySet
    from doable.web.cases.cards import AskCard

    Asked = Approval | Consultation

APPROVAL, CONSULTATION = "approval", "consultation"
KINDS: dict[str, type[Approval | Consultation]] = {APPROVAL: Approval, CONSULTATION: Consultation}
_GRANTS, _LATELY = 5, 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits: what is asked, by whom, about whom, and what led to it."""

    kind: str
    asked: Asked
    card: AskCard | None
    role: str
    words: Message | None
    grants: tuple[tuple[str, Reply], ...]
    may_answer: bool
    has_amount: bool
    amount: str

    @property
    def key(self) -> str:
        """Its place on the page."""
        return f"{self.kind}-{self.asked.pk}"

    @property
    def case(self) -> Case:
        """The case it belongs to."""
        return self.asked.case


def waiting_for(person: Person) -> list[Waiting]:
    """What waits for somebody, the longest first."""
    return _shown(person, {"asked_of": person})


def asked_by_people_of(person: Person) -> list[Waiting]:
    """What somebody's own people, or they themselves, asked of others."""
    own = [person.pk, *person.reports.values_list("pk", flat=True)]
    return [each for each in _shown(person, {"asked_by__in": own}) if each.asked.asked_of_id != person.pk]


def answered_by(person: Person) -> list[tuple[str, Asked]]:
    """What somebody answered lately."""
    found = [
        (kind, each)
        for kind, model in KINDS.items()
        for each in cast("AskedQuerySet[Any]", model.objects)
        .filter(answered_by=person)
        .select_related(*_ALONG)
        .order_by("-answered_at")[:_LATELY]
    ]
    answered = cast("list[tuple[str, Asked]]", found)
    return sorted(answered, key=lambda pair: str(pair[1].answered_at), reverse=True)[:_LATELY]


_ALONG = ("case__customer", "case__owner", "ruling__book", "asked_by", "asked_of")


def _shown(person: Person, which: dict[str, object]) -> list[Waiting]:
    found = [
        (kind, cast("Asked", each))
        for kind, model in KINDS.items()
        for each in cast("AskedQuerySet[Any]", model.objects)
        .waiting()
        .filter(**which)
        .select_related(*_ALONG)
    ]
    return [_waiting(kind, each, person) for kind, each in sorted(found, key=lambda pair: pair[1].asked_at)]


def _waiting(kind: str, asked: Asked, person: Person) -> Waiting:
    book = books.loaded(asked.ruling.book.digest)
    view = show_case(book, asked.ruling.given, asked.ruling.decision)
    card = next((each for each in view.cards if each.ask == asked.ask), None)
    ask = book.contents.asks.get(asked.ask)
    money = ask.params.get("amount") if ask else None
    return Waiting(
        kind=kind,
        asked=asked,
        card=card,
        role=role(asked.grade, asked.function if kind == APPROVAL else ""),
        words=asked.case.messages.filter(sender_kind=CUSTOMER).order_by("-at", "-id").first(),
        grants=_grants(asked.case),
        may_answer=allowed(person, "answer", asked),
        has_amount=bool(kind == APPROVAL and money and money.type.name == "money"),
        amount=str(_amount(asked) or ""),
    )


def _amount(asked: Asked) -> object:
    """What would be granted, where it is money."""
    for answer in cast("list[dict[str, dict[str, object]]]", asked.ruling.decision["asks"]):
        if cast("object", answer["ask"]) == asked.ask:
            return answer["granted"].get("amount") or answer["params"].get("amount")
    return None


def _grants(case: Case) -> tuple[tuple[str, Reply], ...]:
    """What the customer was granted before: the money, and the reply that said so."""
    if case.customer is None:
        return ()
    sent = Reply.objects.filter(case__customer=case.customer, sent_at__isnull=False, granted__gt=0)
    return tuple(
        (_plain(each.granted), each) for each in sent.select_related("case").order_by("-sent_at")[:_GRANTS]
    )


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}"
