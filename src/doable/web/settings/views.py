"""What somebody sets for themselves; what the installation is set to, to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from doable.desk.models import Person
from doable.web.guarding import DeskRequest, page
from doable.web.middleware import needs_factor
from doable.web.settings import telling

if TYPE_CHECKING:
    from django.http import HttpResponse

THEMES = (("system", "As this device"), ("light", "Light"), ("dark", "Dark"))


class OwnForm(forms.ModelForm[Person]):
    """What people say about themselves."""

    class Meta:
        """Which fields."""

        model = Person
        fields = ("name", "signature")
        help_texts: ClassVar[dict[str, str]] = {
            "signature": "Stands below your replies, after the company's close."
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {"signature": forms.Textarea({"rows": 3})}


@page("see_settings", methods=("GET", "POST"))
def own(request: DeskRequest) -> HttpResponse:
    """One's own name, signature, colours, password and second factor."""
    form = OwnForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("settings")
    told = {
        "form": form,
        "themes": THEMES,
        "has_factor": is_mfa_enabled(request.user),
        "needs_factor": needs_factor(request.user),
    }
    return render(request, "settings/own.html", told)


@page("see_settings", methods=("POST",))
def theme(request: DeskRequest) -> HttpResponse:
    """Switch colours, and go back to where that was asked."""
    wanted = request.POST.get("theme", "")
    if wanted in dict(THEMES):
        request.user.theme = wanted
        request.user.save(update_fields=["theme"])
    back = request.POST.get("next", "")
    fits = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if fits else "settings")


@page("administer")
def company(request: DeskRequest) -> HttpResponse:
    """Every setting of the installation with what it means; secrets stay hidden."""
    return render(request, "settings/company.html", {"groups": telling.groups(settings.DOABLE)})
