"""Addresses of what a draft was proved to do."""

from __future__ import annotations

from django.urls import path

from doable.web.book.proving import views

urlpatterns = [path("proofs/", views.proofs, name="book_draft_proofs")]
