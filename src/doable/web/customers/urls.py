"""The addresses of customers."""

from __future__ import annotations

from django.urls import path

from doable.web.customers import views

urlpatterns = [
    path("", views.customers, name="customers"),
    path("<int:pk>/", views.customer, name="customer"),
]
