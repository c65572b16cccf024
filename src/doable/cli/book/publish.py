"""`doable book publish`: a folder brought to the desk as the next version of the book."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from doable.cli.book.folder import Folder
from doable.cli.console import errors, out
from doable.cli.findings import print_findings
from doable.cli.installation import set_up, stop

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from doable.desk.models import BookDraft, Person
    from doable.policy.loading.files import Files


def publish(
    folder: Folder,
    *,
    because: Annotated[str, typer.Option("--because", help="What changes for customers, in a sentence.")],
    by: Annotated[str, typer.Option("--by", help="Who publishes: a policy owner's e-mail address.")],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", help="From when on it decides, e.g. 2026-12-01; else at once.", show_default=False
        ),
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="In force now; another policy owner confirms it afterwards.")
    ] = False,
) -> None:
    """Bring a folder to the desk as the next version of the book, for a second person to agree to.

    It becomes a draft with one change a file, is checked and tested, and another policy owner is asked,
    who answers on the desk, signed in. Run the same again after their yes, and it is published.

    Example:

      doable book publish shop --by olga@example.com --because "Up to 100: yes"

    Exit codes: 0 published or asked about, 1 check, stories or the second person say no, 2 wrong use.
    """
    if alone and from_:
        stop("--alone is at once and has no date", "leave out --from, or --alone")
    set_up()
    from doable import InputError
    from doable.desk.authorising import NotAllowed
    from doable.desk.books import NoBook
    from doable.desk.publishing import NotPublishable

    files, person = _passing(folder), _person(by)
    try:
        if alone:
            _put_in_force(folder, person, because)
        else:
            _bring(files, person, because, from_)
    except (NotAllowed, NoBook, InputError) as wrong:
        stop(str(wrong), "see `doable doctor`" if isinstance(wrong, NoBook) else None)
    except NotPublishable as why:
        errors.print(escape(str(why)))
        raise typer.Exit(1) from None


def _passing(folder: Path) -> Files:
    """The files of a book that passes its check and its stories; others are told what is wrong."""
    from doable.desk.assessing import examined
    from doable.policy.loading.files import read_files

    files = read_files(folder)
    broken = [finding for finding in files.findings if finding.severity == "error"]
    found = examined(files)
    print_findings(broken or found.errors)
    for told in found.failing:
        errors.print(f"{escape(str(told.place))}: {escape(told.story.title)}")
        for difference in told.differences:
            errors.print(f"    {escape(difference)}")
    if broken or found.errors or found.failing:
        errors.print(f"{escape(str(folder))} was not brought to the desk: mend this first.")
        raise typer.Exit(1)
    return files


def _person(email: str) -> Person:
    from doable.desk.models import Person

    person = Person.objects.working().filter(email__iexact=email.strip()).first()
    if person is None:
        stop(f"nobody who works here has the address `{email}`", "give --by the address they sign in with")
    return person


def _bring(files: Files, person: Person, because: str, from_: str | None) -> None:
    from django.utils import timezone

    from doable.desk import books
    from doable.desk.bringing import bring

    now = timezone.now()
    at = _moment(from_, books.in_force(now).contents.zone) if from_ else now
    _tell(bring(files, because=because, by=person, in_force_from=at, now=now))


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """A day or time as told, in the book's time zone where none is named."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        stop(f"`{text}` is no date", "write one like 2026-12-01 or 2026-12-01T09:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _tell(draft: BookDraft) -> None:
    """How far it came, and where it goes on."""
    from django.conf import settings

    from doable.desk import revising

    if draft.published is not None:
        _tell_published(str(draft.published.version), draft.published.in_force_from)
        return
    for change in revising.changes_of(draft):
        mark = "+" if change.before is None else "-" if change.after is None else "~"
        out.print(f"  {mark} {escape(change.path)}")
    state = revising.state_of(draft)
    link = f"{settings.DOABLE.base_url}/book/drafts/{draft.pk}/"
    out.print(f"{escape(state.missing)}\n{link}", highlight=False, soft_wrap=True)
    if state.approval is not None and state.approval.yes is False:
        raise typer.Exit(1)


def _tell_published(version: str, at: datetime) -> None:
    from doable.desk import books

    there = at.astimezone(books.in_force().contents.zone)
    out.print(f"[green]✓[/] {escape(version)} decides from {there:%Y-%m-%d %H:%M %Z} on.", highlight=False)


def _put_in_force(folder: Path, person: Person, because: str) -> None:
    from django.utils import timezone

    from doable.desk.bringing import put_in_force

    now = timezone.now()
    version = put_in_force(folder, because=because, by=person, now=now)
    _tell_published(str(version), now)
    out.print("Another policy owner is to confirm it, on the desk.")
