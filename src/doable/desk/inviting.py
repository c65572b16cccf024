"""People come in by a link that works once, for one person, for a few days."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from doable.desk.models import Invitation
from doable.desk.models.events import record

if TYPE_CHECKING:
    from doable.desk.models import Person

LASTS = timedelta(days=3)


def invite(person: Person, by: Person | None, now: datetime) -> str:
    """A token for a link by which a person chooses a password; earlier ones end. Told once, never kept."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        person.invitations.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        Invitation.objects.create(
            person=person, digest=_digest(token), made_by=by, made_at=now, expires_at=now + LASTS
        )
        record(None, "invited", by=by, now=now, person=person.pk)
    return token


def find(token: str, now: datetime) -> Invitation | None:
    """The invitation of a token, if it still counts; looking uses up nothing."""
    invitation = Invitation.objects.select_related("person").filter(digest=_digest(token)).first()
    if invitation is None or invitation.used_at or invitation.expires_at <= now:
        return None
    return invitation if invitation.person.is_active else None


def accept(token: str, password: str, now: datetime) -> Person | None:
    """Set a person's password and use the invitation up; None where it counts no more."""
    with transaction.atomic():
        invitation = find(token, now)
        if invitation is None:
            return None
        # Of two at the same moment, one changes the row and the other finds it used.
        if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now):
            return None
        person = invitation.person
        person.set_password(password)
        person.save(update_fields=["password"])
        record(None, "invitation_accepted", by=person, now=now, person=person.pk)
    return person


def _digest(token: str) -> str:
    """What is kept of a token. Found by its digest, so no comparison can tell how close a guess was."""
    return hashlib.sha256(token.encode()).hexdigest()
