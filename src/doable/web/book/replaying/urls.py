"""Addresses of past cases decided by a draft."""

from __future__ import annotations

from django.urls import path

from doable.web.book.replaying.views import case, cases, replay

urlpatterns = [
    path("replay/", replay, name="book_draft_replay"),
    path("replay/cases/", cases, name="book_draft_replay_cases"),
    path("replay/cases/<int:case>/", case, name="book_draft_replay_case"),
]
