"""The addresses of settings."""

from __future__ import annotations

from django.urls import path

from doable.web.settings import views

urlpatterns = [
    path("", views.own, name="settings"),
    path("theme", views.theme, name="theme"),
    path("company/", views.company, name="company_settings"),
]
