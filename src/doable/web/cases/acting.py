"""What one does on the page of a case besides replying."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404
from django.utils import timezone

from doable import InputError
from doable.desk import approving, asking, books, consulting, stating, taking, tying
from doable.desk.models import Approval, Consultation
from doable.web.cases import focusing
from doable.web.cases.answering import act
from doable.web.cases.fields import typed

if TYPE_CHECKING:
    from doable.desk.models import Ask, Case
    from doable.web.guarding import DeskRequest

T = TypeVar("T", Approval, Consultation)
_LONGEST = 2000


@act("take_over")
def take_over(request: DeskRequest, case: Case) -> None:
    """Make the case one's own."""
    taking.take_over(case, by=request.user, now=timezone.now(), because=_words(request, "because"))


@act()
def settle(request: DeskRequest, case: Case) -> str:
    """Close it."""
    taking.settle(case, because=_words(request, "because"), by=request.user, now=timezone.now())
    return focusing.NEXT


@act("take_over")
def reopen(request: DeskRequest, case: Case) -> None:
    """Open it again."""
    taking.reopen(case, because=_words(request, "because"), by=request.user, now=timezone.now())


@act("see_case")
def note(request: DeskRequest, case: Case) -> None:
    """Tell colleagues something."""
    taking.note(case, _words(request, "note"), by=request.user, now=timezone.now())


@act()
def tie(request: DeskRequest, case: Case) -> None:
    """Say whose case it is; only a customer at the address that wrote can be chosen."""
    chosen = next(
        (each for each in tying.candidates(case) if str(each.pk) == request.POST.get("customer")), None
    )
    if chosen is None:
        raise Http404("There is no such customer at this address.")
    tying.tie(case, chosen, by=request.user, now=timezone.now())


@act()
def untie(request: DeskRequest, case: Case) -> None:
    """Take back whose case it is."""
    tying.untie(case, by=request.user, now=timezone.now())


@act()
def state(request: DeskRequest, case: Case) -> None:
    """Put a fact right; nothing for a value means that nobody knows it."""
    name, raw = request.POST.get("fact", ""), request.POST.get("value", "")
    contents = books.in_force().contents
    fact = contents.facts.get(name)
    if fact is None:
        raise Http404("The book has no such fact.")
    now = timezone.now()
    if raw == "":
        stating.take_back(case, name, by=request.user, now=now)
        return
    stating.state(
        case,
        name,
        None if raw == "null" and fact.optional else typed(contents, fact.type, raw, name),
        source=request.POST.get("source", ""),
        because=_words(request, "because"),
        by=request.user,
        now=now,
    )


@act()
def take_back(request: DeskRequest, case: Case) -> None:
    """Let what is on record count again."""
    name = request.POST.get("fact", "")
    if not case.statements.filter(fact=name, taken_back_at=None).exists():
        raise Http404("Nobody stated this fact.")
    stating.take_back(case, name, by=request.user, now=timezone.now())


@act()
def add_ask(request: DeskRequest, case: Case) -> None:
    """Add an ask that reading missed."""
    asking.add(case, request.POST.get("ask", ""), {}, by=request.user, now=timezone.now())


@act()
def change_ask(request: DeskRequest, case: Case, ask: int) -> None:
    """Put the params of an ask right."""
    standing = _ask(case, ask)
    contents = books.in_force().contents
    known = contents.asks.get(standing.ask)
    if known is None:
        raise InputError("ask", f"the book has no ask `{standing.ask}` any more", "drop it")
    params = {
        name: typed(contents, param.type, request.POST.get(f"param-{name}", ""), name)
        for name, param in known.params.items()
    }
    asking.change(standing, params, by=request.user, now=timezone.now())


@act()
def drop_ask(request: DeskRequest, case: Case, ask: int) -> None:
    """Take an ask out."""
    asking.drop(_ask(case, ask), by=request.user, now=timezone.now())


@act()
def ask_approval(request: DeskRequest, case: Case) -> str:
    """Ask the nearest who may give it."""
    approving.ask(
        case, request.POST.get("ask", ""), note=_words(request, "note"), by=request.user, now=timezone.now()
    )
    return focusing.SEND


@act()
def take_back_approval(request: DeskRequest, case: Case, asked: int) -> None:
    """Ask no longer."""
    approving.take_back(_asked(Approval, case, asked), by=request.user, now=timezone.now())


@act()
def consult(request: DeskRequest, case: Case) -> str:
    """Talk a no over with the nearest above."""
    consulting.ask(
        case, request.POST.get("ask", ""), note=_words(request, "note"), by=request.user, now=timezone.now()
    )
    return focusing.SEND


@act()
def take_back_consultation(request: DeskRequest, case: Case, asked: int) -> None:
    """Ask no longer."""
    consulting.take_back(_asked(Consultation, case, asked), by=request.user, now=timezone.now())


def _words(request: DeskRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:_LONGEST]


def _ask(case: Case, pk: int) -> Ask:
    found = case.asks.standing().filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such ask in this case.")
    return found


def _asked(kind: type[T], case: Case, pk: int) -> T:
    found = kind.objects.filter(case=case, pk=pk).first()
    if found is None:
        raise Http404("There is no such question in this case.")
    return found
