"""What every template knows: who is here, where they may go, what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings

from doable.desk import authorising, books, publishing
from doable.desk.models import Approval, Consultation
from doable.web import navigation

if TYPE_CHECKING:
    from django.http import HttpRequest

    from doable.desk.models import Person


def desk(request: HttpRequest) -> dict[str, object]:
    """The rail's places, the theme, the company's name and currency."""
    user = getattr(request, "user", None)
    common: dict[str, object] = {
        "theme": "system",
        "company": settings.DOABLE.company,
        "demo": settings.DOABLE.demo,
    }
    if user is None or not user.is_authenticated:
        return common
    person = cast("Person", user)
    return common | {"theme": person.theme, "me": person} | _of_the_book(person)


def _of_the_book(person: Person) -> dict[str, object]:
    """What can be said only once there is a book."""
    try:
        contents = books.in_force().contents
    except books.NoBook:
        return {"places": [], "has_book": False}
    return {
        "places": navigation.places(person),
        "company": settings.DOABLE.company or contents.name,
        "currency": contents.currency,
        "has_book": True,
        "waiting_for_me": waiting_for(person),
        "books_waiting": len(publishing.waiting_for(person)),
    }


def waiting_for(person: Person) -> int:
    """How many colleagues wait for this person's yes or no."""
    if not authorising.rank(person):
        return 0
    asked = {"asked_of": person, "answered_at": None, "taken_back_at": None}
    return Approval.objects.filter(**asked).count() + Consultation.objects.filter(**asked).count()
