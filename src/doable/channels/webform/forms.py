"""The web form: who writes, where to answer, what it is about."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TEXT = forms.TextInput
MOST_FILES, MOST_BYTES, LONGEST = 5, 10 * 1024 * 1024, 20_000


class FilesInput(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none is fine."""

    widget = FilesInput

    def clean(self, data: Any, initial: object = None) -> list[UploadedFile[bytes]]:
        """Each file as any single one is checked."""
        given = data if isinstance(data, list | tuple) else [data]
        one = super().clean
        return [file for each in given if each and (file := one(each, initial))]


class NewMessage(forms.Form):
    """What somebody writes to the company."""

    name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We answer to this address.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    text = forms.CharField(
        label="What can we do for you?",
        help_text="What do you need, and why? Give the number of the order, machine or invoice it is about.",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 9}),
    )
    papers = FilesField(
        label="Pictures or papers", help_text="Up to five files, 10 MB in all.", required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    # People don't see this field; programs that fill in every field do.
    website = forms.CharField(required=False, widget=TEXT({"tabindex": "-1", "autocomplete": "off"}))

    def clean_papers(self) -> list[UploadedFile[bytes]]:
        """No more and no larger files than can be read."""
        files: list[UploadedFile[bytes]] = self.cleaned_data["papers"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"These are {len(files)} files; choose up to {MOST_FILES}.")
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            raise forms.ValidationError("These files are larger than 10 MB together; leave one out.")
        return files

    @property
    def is_by_a_program(self) -> bool:
        """Whether something was written where people see no field."""
        return bool(self.cleaned_data.get("website"))
