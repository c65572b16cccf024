"""`doable invite`: a link by which somebody comes in for the first time."""

from __future__ import annotations

from typing import Annotated

import typer

from doable.cli.console import out
from doable.cli.installation import set_up, stop


def invite(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.")],
    *,
    name: Annotated[
        str | None, typer.Option("--name", help="Their name, if they are new.", show_default=False)
    ] = None,
    administrator: Annotated[
        bool, typer.Option("--administrator", help="Make them an administrator as well.")
    ] = False,
) -> None:
    """Print a link at which a person chooses a password; it works once, and for three days.

    Example:

      doable invite ada@example.com --name "Ada Park" --administrator

    Exit codes: 0 invited, 2 there is nobody with this address and no name was given.
    """
    set_up()
    from django.conf import settings
    from django.utils import timezone

    from doable.desk.inviting import invite as link_for
    from doable.desk.models import Person

    now = timezone.now()
    email = _address(email)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None and name is None:
        stop(f"there is nobody with the address `{email}`", "give their name as well: --name ..")
    person = person or Person.objects.create_user(email, name=name)
    if not person.is_active:
        stop(f"the entry of {person} is closed", "an administrator opens it again, under People")
    if administrator:
        person.give_duty("administrator", by=None, now=now)
    token = link_for(person, by=None, now=now)
    out.print(f"{settings.DOABLE.base_url}/invitation/{token}/", highlight=False, soft_wrap=True)


def _address(email: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email.strip())
    except ValidationError:
        stop(f"`{email}` is no e-mail address", "write one like ada@example.com")
    return email.strip()
