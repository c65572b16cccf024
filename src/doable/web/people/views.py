"""People: who stands where, and what one may change about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from doable.desk import employing, inviting
from doable.desk.authorising import allowed
from doable.desk.models import Person
from doable.web.guarding import DeskRequest, find_person, page
from doable.web.people import chart
from doable.web.people.forms import AwayForm, DutiesForm, PersonForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse


@page("see_people")
def people(request: DeskRequest) -> HttpResponse:
    """The organisation as a tree; for administrators also who left."""
    changes = allowed(request.user, "change_people")
    told = {
        "tree": chart.tree(timezone.localdate()),
        "changes": changes,
        "gone": Person.objects.filter(is_active=False) if changes else (),
    }
    return render(request, "people/people.html", told)


@page("see_people")
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """One person."""
    return _show(request, find_person(request, pk))


@page("change_people", methods=("GET", "POST"))
def add(request: DeskRequest) -> HttpResponse:
    """A form for somebody new, who is then invited."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = employing.add(form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, f"{made.name} is here. Invite them, so that they can come in.")
            return redirect("person", made.pk)
    return render(request, "people/form.html", {"form": form})


@page("change_people", methods=("GET", "POST"))
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """A form to change who somebody is."""
    found = find_person(request, pk, "change_people")
    form = PersonForm(request.POST or None, instance=find_person(request, pk, "change_people"))
    if request.method == "POST" and form.is_valid():
        try:
            employing.change(found, form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, f"Changed: {found.name}.")
            return redirect("person", pk)
    return render(request, "people/form.html", {"form": form, "person": found})


@page("see_people", methods=("POST",))
def away(request: DeskRequest, pk: int) -> HttpResponse:
    """Say when somebody is away."""
    found = find_person(request, pk, "see_people" if pk == request.user.pk else "change_people")
    form = AwayForm(request.POST)
    if not form.is_valid():
        return _show(request, found, away=form)
    start, end = form.cleaned_data["away_from"], form.cleaned_data["away_to"]
    employing.set_away(found, start, end, by=request.user, now=timezone.now())
    messages.success(
        request, "Changed when you are away." if found == request.user else f"Changed: {found.name}."
    )
    return redirect("person", pk)


@page("change_people", methods=("POST",))
def duties(request: DeskRequest, pk: int) -> HttpResponse:
    """Give somebody duties, or take them back."""
    found = find_person(request, pk, "change_people")
    form = DutiesForm(request.POST)
    if not form.is_valid():
        return _show(request, found, duties=form)
    employing.set_duties(found, form.cleaned_data["duties"], by=request.user, now=timezone.now())
    messages.success(request, f"Changed the duties of {found.name}.")
    return redirect("person", pk)


@never_cache
@page("change_people", methods=("POST",))
def invite(request: DeskRequest, pk: int) -> HttpResponse:
    """Make a link for somebody, shown this once."""
    found = find_person(request, pk, "change_people")
    token = inviting.invite(found, request.user, timezone.now())
    link = settings.DOABLE.base_url.rstrip("/") + reverse("invitation", args=[token])
    return _show(request, found, link=link)


@page("change_people", methods=("POST",))
def working(request: DeskRequest, pk: int) -> HttpResponse:
    """Let somebody in no more, or again."""
    found = find_person(request, pk, "change_people")
    lets_in = request.POST.get("working") == "yes"
    employing.set_working(found, lets_in, by=request.user, now=timezone.now())
    messages.success(request, f"{found.name} can {'sign in again' if lets_in else 'sign in no more'}.")
    return redirect("person", pk)


def _show(request: DeskRequest, found: Person, *, link: str = "", **forms: Form) -> HttpResponse:
    today = timezone.localdate()
    changes = allowed(request.user, "change_people")
    start = {"away_from": found.away_from, "away_to": found.away_to}
    told = {
        "person": found,
        "is_away": found.is_away(today),
        "reports": found.reports.working(),
        "changes": changes,
        "may_set_away": changes or found == request.user,
        "away_form": forms.get("away") or AwayForm(initial=start),
        "duties_form": forms.get("duties") or DutiesForm(initial={"duties": list(found.duty_kinds)}),
        "link": link,
        "lasts": inviting.LASTS.days,
    }
    return render(request, "people/person.html", told, status=422 if forms else 200)
