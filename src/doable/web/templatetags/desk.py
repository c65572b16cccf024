"""Marks, faces, times, money and form fields for templates: `{% load desk %}`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from doable.understanding.understood import EMOTIONS
from doable.web import drawing, navigation, telling

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.template import RequestContext

    from doable.desk.models import Person

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "icon") -> SafeString:
    """A drawing by its name, beside words that say the same."""
    return drawing.icon(name, classes)


@register.simple_tag
def verdict_mark(verdict: str, size: str = "") -> SafeString:
    """A verdict as its shape and its word; nothing where there is none yet."""
    if not verdict:
        return SafeString()
    classes = f"verdict is-{size}" if size else "verdict"
    return format_html(
        '<span class="{}" data-verdict="{}">{}{}</span>',
        classes,
        verdict,
        drawing.icon(verdict, ""),
        telling.word(verdict),
    )


@register.simple_tag
def emotion_mark(emotion: str, wording: str = "") -> SafeString:
    """An emotion as a step of five, its word for screen readers; for eyes too if `wording` is `shown`."""
    if emotion not in EMOTIONS:
        return SafeString()
    step = EMOTIONS.index(emotion) + 1
    said = format_html(
        '<span class="{}">{} <span class="unseen">(step {} of {})</span></span>',
        "" if wording else "unseen",
        telling.word(emotion),
        step,
        len(EMOTIONS),
    )
    return format_html(
        '<span class="emotion" data-step="{}" title="{}">{}{}</span>',
        step,
        telling.word(emotion),
        drawing.ladder(step),
        said,
    )


@register.simple_tag
def face(person: Person | None, size: str = "") -> SafeString:
    """A person's initials in a circle; the name is its title, so write it beside where it matters."""
    classes = f"face is-{size}" if size else "face"
    if person is None:
        return format_html(
            '<span class="{} is-nobody" title="Nobody yet" aria-hidden="true"></span>', classes
        )
    return format_html(
        '<span class="{}" data-tone="{}" title="{}" aria-hidden="true">{}</span>',
        classes,
        (person.pk or 0) % 6,
        person.name,
        telling.initials(person.name),
    )


@register.simple_tag
def when(at: datetime | date | None, prefix: str = "") -> SafeString:
    """A time as people say it, in full on hover and for screen readers."""
    if at is None:
        return SafeString()
    now = timezone.now()
    if isinstance(at, datetime):
        shown, full = telling.relative(at, now), telling.absolute(at)
    else:
        shown, full = telling.nearby_day(at, timezone.localtime(now).date()), f"{at:%A}, {at.day} {at:%B %Y}"
    return format_html('<time datetime="{}" title="{}">{}{}</time>', at.isoformat(), full, prefix, shown)


@register.simple_tag
def due(at: datetime | None) -> SafeString:
    """By when something is due, or how late it is."""
    if at is None:
        return SafeString()
    now = timezone.now()
    told = telling.relative(at, now)
    late = at < now
    shown = told.replace(" ago", " late").replace("just now", "due now") if late else f"due {told}"
    return format_html(
        '<time class="{}" datetime="{}" title="Due {}">{}</time>',
        "is-late" if late else "",
        at.isoformat(),
        telling.absolute(at),
        shown,
    )


@register.filter
def unless_repeated(words: object, subject: str) -> str:
    """The first words of a message; nothing where the subject says them already."""
    text = str(words or "")
    return "" if subject and text.strip().lower().startswith(subject.strip(" .…").lower()) else text


@register.simple_tag(takes_context=True)
def money(context: RequestContext, amount: object, currency: str = "") -> str:
    """An amount with its currency: the book's, if none is named."""
    if amount is None or amount == "":
        return ""
    return telling.money(amount, currency or str(context.get("currency") or ""))


@register.filter
def word(name: object) -> str:
    """A name from the book as plain words."""
    return telling.word(str(name))


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, label: str = "") -> dict[str, object]:
    """A form field: label, help, what is wrong with it, the field."""
    bound.field.widget.attrs.pop("placeholder", None)  # the label says it already
    kind = str(getattr(bound.field.widget, "input_type", ""))
    group = bound.use_fieldset
    return {
        "field": bound,
        "label": label or bound.label,
        "is_check": kind == "checkbox" and not group,
        "group": group,
    }


@register.inclusion_tag("parts/mistakes.html")
def mistakes(form: object) -> dict[str, object]:
    """What is wrong with a form, at its top, each a link to its field."""
    return {"form": form}


@register.inclusion_tag("parts/empty.html")
def empty(title: str, says: str, drawn: str = "queue", href: str = "", act: str = "") -> dict[str, object]:
    """What would be here, and how to get it."""
    return {"title": title, "says": says, "drawn": drawn, "href": href, "act": act}


@register.simple_tag(takes_context=True)
def is_here(context: RequestContext, place: navigation.Place) -> bool:
    """Whether the page shown belongs to a place of the rail."""
    request = context.get("request")
    return request is not None and navigation.is_here(place, request.path)
