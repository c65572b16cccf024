"""The page behind an invitation's link: looking at it uses nothing up, choosing a password does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.forms import SetPasswordForm
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from doable.desk import inviting

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A form for a password; once it is chosen, the person is signed in."""
    now = timezone.now()
    found = inviting.find(token, now)
    if found is None:
        return render(request, "people/invitation_over.html", status=410)
    form = SetPasswordForm(found.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = inviting.accept(token, form.cleaned_data["new_password1"], now)
        if person is None:
            return render(request, "people/invitation_over.html", status=410)
        login = Login(user=person, email_verification="none")
        response: HttpResponse = perform_login(request, login)
        return response
    return render(request, "people/invitation.html", {"form": form, "person": found.person})
