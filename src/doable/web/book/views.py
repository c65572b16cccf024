"""The book's pages: all of it, and one ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from doable.desk import books, publishing
from doable.desk.authorising import allowed
from doable.web.book import pages
from doable.web.book.linking import links_of
from doable.web.book.searching import search
from doable.web.cases.wording import role, title
from doable.web.guarding import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doable.policy.book import Alternative, Contents
    from doable.web.guarding import DeskRequest

_LONGEST = 200


@page("see_book")
def book(request: DeskRequest) -> HttpResponse:
    """The whole book, or where some words stand in it."""
    contents = books.in_force().contents
    sought = request.GET.get("q", "").strip()[:_LONGEST]
    return render(
        request,
        "book/book.html",
        {
            "contents": contents,
            "publication": books.publication_in_force(),
            "drafts": publishing.waiting_for(request.user),
            "sought_in_book": sought,
            "hits": search(contents, sought),
            "groups": pages.groups(contents),
            "limits": pages.limits(contents),
            "grades": [role(grade, "") for grade in contents.grades],
            "facts": pages.facts(contents),
            "rules": sum(1 for ask in contents.asks.values() for _ in ask.every_rule()),
            "consulting": contents.consulting,
            "may_change": allowed(request.user, "change_book"),
            "offered": {
                name: links_of(contents).offered.get(f"referral.{name}", []) for name in contents.referrals
            },
        },
    )


@page("see_book")
def ask(request: DeskRequest, name: str) -> HttpResponse:
    """One ask: its rules, who may grant it, its stories."""
    contents = books.in_force().contents
    found = contents.asks.get(name)
    if found is None:
        raise Http404("The book has no such ask; it may have had one in an earlier version.")
    names = list(contents.asks)
    place = names.index(name)
    return render(
        request,
        "book/ask.html",
        {
            "contents": contents,
            "publication": books.publication_in_force(),
            "ask": found,
            "title": title(name),
            "rules": [pages.rule_page(contents, rule) for rule in found.rules],
            "otherwise": pages.rule_page(contents, found.otherwise),
            "alternatives": [_alternative(contents, each) for each in found.alternatives],
            "params": [(title(param.name), param) for param in found.params.values()],
            "limits": pages.limits(contents, name),
            "stories": pages.stories(contents, name),
            "facts": pages.facts_read(contents, found),
            "offered_by": links_of(contents).offered.get(name, []),
            "may_change": allowed(request.user, "change_book"),
            "before": names[place - 1] if place else None,
            "after": names[place + 1] if place + 1 < len(names) else None,
        },
    )


def _alternative(contents: Contents, other: Alternative) -> tuple[str, str, str]:
    """What it is in words, and the ask or referral it leads to."""
    if other.ask:
        known = contents.asks.get(other.ask)
        return str(other.text or (known.means if known else title(other.ask))), other.ask, ""
    referral = contents.referrals[other.referral or ""]
    return f"{referral.called}: {referral.helps_with}", "", other.referral or ""
