"""What an administrator fills in about a person, and what people say about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms

from doable.desk import books
from doable.desk.models import Person
from doable.desk.models.people import DUTIES
from doable.web.telling import word

if TYPE_CHECKING:
    from doable.policy.book import Contents


class PersonForm(forms.ModelForm[Person]):
    """Who somebody is; grade and function come from the book."""

    grade = forms.ChoiceField(required=False, help_text="What they may grant stands in the book, by grade.")
    function = forms.ChoiceField(required=False, help_text="Whose cases they see.")

    class Meta:
        """Which fields."""

        model = Person
        fields = ("name", "email", "grade", "function", "supervisor", "phone")
        labels: ClassVar[dict[str, str]] = {"email": "E-mail"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as the form takes them
        contents = books.in_force().contents
        self._offer("grade", contents.grades[1:], "No grade: may grant nothing")
        self._offer("function", _functions(contents), "No function")
        above = Person.objects.working()
        chosen = self.fields["supervisor"]
        if isinstance(chosen, forms.ModelChoiceField):
            chosen.queryset = above.exclude(pk=self.instance.pk) if self.instance.pk else above
            chosen.empty_label = "Nobody"

    def _offer(self, name: str, values: tuple[str, ...], nothing: str) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            now = getattr(self.instance, name, "")
            offered = values if not now or now in values else (*values, now)
            field.choices = [("", nothing), *((value, word(value)) for value in offered)]

    def clean_email(self) -> str:
        """In small letters, as it is kept."""
        return str(self.cleaned_data["email"]).lower()


class AwayForm(forms.Form):
    """From when to when somebody is away."""

    away_from = forms.DateField(
        required=False, label="First day", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    away_to = forms.DateField(
        required=False, label="Last day", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, object]:
        """An end needs a beginning, and comes after it."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("away_from"), cleaned.get("away_to")
        if end and not start:
            self.add_error("away_from", "Say which day is the first.")
        elif end and start and end < start:
            self.add_error("away_to", "The last day is before the first.")
        return cleaned


class DutiesForm(forms.Form):
    """What somebody answers for besides cases."""

    duties = forms.MultipleChoiceField(
        choices=DUTIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="With a duty one cares for the book or the installation; it grants customers nothing.",
    )


def _functions(contents: Contents) -> tuple[str, ...]:
    return tuple(contents.functions)
