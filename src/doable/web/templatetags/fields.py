"""The inputs of typed fields: `{% load fields %}`; drawn here, as a page has dozens of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.web.cases.cards import Choice, Field

register = template.Library()
# More choices than these are a list to open.
_SEEN = 5
_TYPES = {
    "date": SafeString('type="date"'),
    "number": SafeString('type="text" inputmode="numeric"'),
    "amount": SafeString('type="text" inputmode="decimal"'),
}
_TEXT, _FOCUS, _UNSEEN = SafeString('type="text"'), SafeString(" autofocus"), SafeString(' class="unseen"')
_CHOSEN, _CHECKED, _NOTHING = SafeString(" selected"), SafeString(" checked"), SafeString()


@register.simple_tag
def field_input(field: Field, name: str, ident: str, bare: bool = False) -> SafeString:
    """A field with its label; a bare one stands alone under a title, so its label is for screen readers."""
    if field.kind == "choice":
        return _choice(field.label, field.choices, name, bare)
    return format_html(
        '<label for="{}"{}>{}</label>{}<div class="inline"><input id="{}" name="{}" value="{}" {}'
        ' autocomplete="off" maxlength="500"{}>{}</div>',
        *(ident, _UNSEEN if bare else _NOTHING, field.label),
        format_html('<div class="help">{}</div>', field.means) if field.means and not bare else _NOTHING,
        *(ident, name, field.value, _TYPES.get(field.kind, _TEXT), _FOCUS if bare else _NOTHING),
        format_html('<span class="soft">{}</span>', field.unit) if field.unit else _NOTHING,
    )


@register.simple_tag
def sources(field: Field) -> SafeString:
    """How somebody knows a fact: said where there is one way, chosen where there are several."""
    return _sources(field.sources)


# Choices are words of the book, so the same few are drawn again and again.
@lru_cache(maxsize=1000)
def _choice(label: str, choices: tuple[Choice, ...], name: str, bare: bool) -> SafeString:
    drawn = _listed if len(choices) > _SEEN else _laid_out
    return format_html(
        "<fieldset><legend{}>{}</legend>{}</fieldset>",
        *(_UNSEEN if bare else _NOTHING, label),
        drawn(label, choices, name, bare),
    )


@lru_cache(maxsize=100)
def _sources(choices: tuple[Choice, ...]) -> SafeString:
    if len(choices) == 1:
        only = choices[0]
        return format_html(
            '<input type="hidden" name="source" value="{}"><p class="hint">{}.</p>', only.value, only.label
        )
    ways = _radios("source", choices, checked=choices[0].value)
    return format_html(
        '<fieldset class="field"><legend>How do you know?</legend><div class="choices">{}</div></fieldset>',
        ways,
    )


def _listed(label: str, choices: tuple[Choice, ...], name: str, bare: bool) -> SafeString:
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((each.value, _CHOSEN if each.chosen else _NOTHING, each.label) for each in choices),
    )
    focus = _FOCUS if bare else _NOTHING
    return format_html('<select name="{}" aria-label="{}"{}>{}</select>', name, label, focus, options)


def _laid_out(_label: str, choices: tuple[Choice, ...], name: str, bare: bool) -> SafeString:
    chosen = next((each.value for each in choices if each.chosen), None)
    focus = choices[0].value if bare else None
    return format_html('<div class="choices">{}</div>', _radios(name, choices, checked=chosen, focus=focus))


def _radios(
    name: str, choices: Iterable[Choice], *, checked: str | None, focus: str | None = None
) -> SafeString:
    return format_html_join(
        "",
        '<label><input type="radio" name="{}" value="{}"{}{}> {}</label>',
        (
            (
                name,
                each.value,
                _CHECKED if each.value == checked else _NOTHING,
                _FOCUS if each.value == focus else _NOTHING,
                each.label,
            )
            for each in choices
        ),
    )
