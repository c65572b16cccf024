"""The addresses of people."""

from __future__ import annotations

from django.urls import path

from doable.web.people import views

urlpatterns = [
    path("", views.people, name="people"),
    path("new/", views.add, name="add_person"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/change/", views.change, name="change_person"),
    path("<int:pk>/away/", views.away, name="set_away"),
    path("<int:pk>/duties/", views.duties, name="set_duties"),
    path("<int:pk>/invite/", views.invite, name="invite_person"),
    path("<int:pk>/working/", views.working, name="set_working"),
]
