"""The pages as Django knows them: templates and static files, no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "doable.web"
    label = "web"
