"""Search from everywhere: cases somebody may see, and customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from doable.desk import searching
from doable.desk.authorising import allowed
from doable.web.guarding import DeskRequest, page

if TYPE_CHECKING:
    from django.http import HttpResponse


@page("see_queue")
def search(request: DeskRequest) -> HttpResponse:
    """What was found for some words; without words, what can be looked for."""
    sought = request.GET.get("q", "").strip()[:200]
    customers = searching.find_customers(sought) if sought and allowed(request.user, "see_customers") else ()
    told = {
        "sought": sought,
        "cases": searching.find_cases(request.user, sought) if sought else (),
        "customers": customers,
    }
    return render(request, "searching/search.html", told)
