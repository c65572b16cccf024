"""Addresses of approvals."""

from __future__ import annotations

from django.urls import path

from doable.web.approvals import views

urlpatterns = [
    path("", views.approvals, name="approvals"),
    path("<slug:kind>/<int:pk>/", views.answer, name="answer"),
]
