"""The addresses of the web form."""

from django.urls import path

from doable.channels.webform import views

urlpatterns = [
    path("new/", views.new_message, name="new_message"),
    path("new/arrived/", views.message_arrived, name="message_arrived"),
]
