"""Addresses under a draft: having it agreed to, brought up to date, published."""

from __future__ import annotations

from django.urls import path

from doable.web.book.publishing import views

urlpatterns = [
    path("publish/", views.publish, name="book_draft_publish"),
    path("ask/", views.ask_approval, name="book_draft_ask"),
    path("update/", views.update, name="book_draft_update"),
]
