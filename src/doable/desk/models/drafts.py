"""Versions of the book in the making: what is changed in them, by whom and why, and who agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from doable.policy.loading.files import Files

if TYPE_CHECKING:
    from doable.desk.models.people import Person


class BookDraftQuerySet(models.QuerySet["BookDraft"]):
    """Questions about drafts."""

    def open(self) -> BookDraftQuerySet:
        """Those still being worked on."""
        return self.filter(closed_at=None)


class BookDraft(models.Model):
    """A version of the book in the making: all its files as they are now, and where they came from.

    `number` counts what was saved, so that nobody overwrites what they have not seen. Closed, it was
    published or discarded.
    """

    title = models.CharField(max_length=200)
    base = models.ForeignKey("desk.BookVersion", on_delete=models.PROTECT, related_name="drafts")
    texts = models.JSONField()
    number = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_because = models.TextField(blank=True)
    published = models.ForeignKey(
        "desk.Publication", null=True, on_delete=models.PROTECT, related_name="drafts"
    )

    objects: ClassVar[BookDraftQuerySet] = BookDraftQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def files(self) -> Files:
        """Its files, as a book is read from them."""
        return Files(self.texts)

    @property
    def digest(self) -> str:
        """What names exactly these files: an approval is of them and of no others."""
        return self.files.digest

    def was_changed_by(self, person: Person) -> bool:
        """Whether somebody changed anything in it, also what was changed back since."""
        return self.changes.filter(by=person).exists()


class BookChange(models.Model):
    """One saved change of one file of a draft; nothing before where the file is new, after where it went."""

    draft = models.ForeignKey(BookDraft, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    before = models.TextField(null=True)
    after = models.TextField(null=True)
    by = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="book_changes")
    at = models.DateTimeField()
    because = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["draft", "number", "path"], name="change_once")]

    def __str__(self) -> str:
        return f"{self.path}: {self.because}"


class BookApprovalQuerySet(models.QuerySet["BookApproval"]):
    """Questions about what a second person was asked."""

    def waiting(self) -> BookApprovalQuerySet:
        """Those nobody answered; of a draft that is still open."""
        return self.filter(answered_at=None, draft__closed_at=None)


class BookApproval(models.Model):
    """A second person asked whether a draft may be published exactly as it is, and what they said.

    `digest` names the files they were asked about: changed since, the answer counts no more.
    """

    draft = models.ForeignKey(BookDraft, on_delete=models.CASCADE, related_name="approvals")
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey("desk.Person", on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(
        "desk.Person", null=True, on_delete=models.PROTECT, related_name="book_approvals_asked"
    )
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("desk.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    yes = models.BooleanField(null=True)
    because = models.TextField(blank=True)

    objects: ClassVar[BookApprovalQuerySet] = BookApprovalQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"approval of {self.draft}"
