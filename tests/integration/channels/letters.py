"""Mails and messages for tests of channels."""

from doable.desk.models import Case, Outgoing
from tests.company import NOW


def mail(
    text: str = "Where is my grinder?", *, sender: str = "ann@example.org", number: int = 1, more: str = ""
) -> bytes:
    """A mail as it comes from the wire."""
    head = f"From: Ann Lee <{sender}>\r\nTo: help@copperline.example\r\nSubject: Grinder\r\n"
    return f"{head}Message-ID: <{number}@example.org>\r\n{more}\r\n{text}\r\n".encode()


def case(sender: str = "ann@example.org") -> Case:
    """A case that somebody's mail opened."""
    return Case.objects.create(channel="email", sender=sender, function="support", opened_at=NOW, last_at=NOW)


def outgoing(to: str = "ann@example.org", **more: object) -> Outgoing:
    """A reply that is to leave."""
    given = {
        "case": case(to),
        "channel": "email",
        "to": to,
        "to_name": "Ann Lee",
        "subject": "Grinder",
        "text": "Dear Ann,\n\nyes.",
        "mail_id": f"<{Outgoing.objects.count()}.abc@copperline.example>",
        "made_at": NOW,
    }
    return Outgoing.objects.create(**{**given, **more})
