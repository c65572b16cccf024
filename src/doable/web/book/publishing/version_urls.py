"""Addresses of what was published: versions, the way back, answers of second persons, a rule's history."""

from __future__ import annotations

from django.urls import path

from doable.web.book.comparing.views import versions as compare
from doable.web.book.publishing import answering, versions

urlpatterns = [
    path("versions/", versions.versions, name="book_versions"),
    path("versions/compare/", compare, name="book_compare"),
    path("versions/back/", versions.roll_back, name="book_roll_back"),
    path("versions/<int:pk>/withdraw/", versions.withdraw, name="book_withdraw"),
    path("versions/<int:pk>/confirm/", versions.confirm, name="book_confirm"),
    path("rules/<str:name>/history/", versions.rule_history, name="book_rule_history"),
    path("approvals/<int:pk>/", answering.answer, name="book_approval"),
]
