"""The door of every page: who is signed in, which methods it takes, what one must be allowed to do."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from doable.desk import books
from doable.desk.authorising import allowed, authorise
from doable.desk.models import Approval, Case, Consultation, Customer, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_htmx.middleware import HtmxDetails

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: Person
    htmx: HtmxDetails


def page(
    act: str | None = None, *, methods: tuple[str, ...] = ("GET",)
) -> Callable[
    [Callable[Concatenate[DeskRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Make a view a page: for people signed in who may do `act`, by these methods and no others."""
    taken = (*methods, "HEAD") if "GET" in methods else methods

    def guard(
        view: Callable[Concatenate[DeskRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in taken:
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated:
                return to_sign_in(request)
            try:
                with books.held():
                    if act is not None:
                        authorise(request.user, act)
                    return view(request, *args, **kwargs)  # type: ignore[arg-type]  # signed in, as a DeskRequest is
            except books.NoBook:
                return render(request, "no_book.html", status=503)

        guarded.act, guarded.methods = act, taken  # type: ignore[attr-defined]  # read by tests of all doors
        return guarded

    return guard


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page and back; a part of a page asks for the whole page."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=401)
        response["HX-Refresh"] = "true"
        return response
    return redirect_to_login(request.get_full_path())


def find_case(request: DeskRequest, pk: int, act: str = "see_case") -> Case:
    """A case that somebody may see (else there is none) and do `act` on (else why not)."""
    case = Case.objects.select_related("customer", "owner").filter(pk=pk).first()
    if case is None or not allowed(request.user, "see_case", case):
        raise Http404("There is no such case, or it belongs to another function.")
    authorise(request.user, act, case)
    return case


def find_asked(
    request: DeskRequest, kind: type[Approval | Consultation], pk: int, act: str = ""
) -> Approval | Consultation:
    """What a colleague was asked, in a case that somebody may see; `act` may be `answer`."""
    asked = kind.objects.select_related("case", "ruling", "asked_by", "asked_of").filter(pk=pk).first()
    if asked is None or not allowed(request.user, "see_case", asked.case):
        raise Http404("There is no such question, or its case belongs to another function.")
    if act:
        authorise(request.user, act, asked)
    return asked


def find_customer(request: DeskRequest, pk: int) -> Customer:
    """A customer, for those who may see customers."""
    authorise(request.user, "see_customers")
    customer = Customer.objects.filter(pk=pk).first()
    if customer is None:
        raise Http404("There is no such customer.")
    return customer


def find_person(request: DeskRequest, pk: int, act: str = "see_people") -> Person:
    """A colleague; those who left only for administrators."""
    authorise(request.user, act)
    person = Person.objects.select_related("supervisor").filter(pk=pk).first()
    if person is None or not (person.is_active or allowed(request.user, "change_people")):
        raise Http404("There is nobody of that number here.")
    return person
