"""What a form sends: the text, with what was changed in its fields put into it, and what is to be done."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doable.web.book.drafts.editor import first_at, languages_of
from doable.workbench.editing import entries
from doable.workbench.editing.forms import differences
from doable.workbench.editing.spanning import NoEntry, Unreadable
from doable.workbench.editing.valuing import Written

if TYPE_CHECKING:
    from django.http import QueryDict

    from doable.desk.models import BookDraft
    from doable.workbench.editing.entries import Entry
    from doable.workbench.editing.valuing import Values

PREFIX = "f:"
_NEW: dict[str, Values] = {
    "rule": {
        "when": "true",
        "then": "decline",
        "ground": "policy",
        "because": "Say why, as the customer reads it.",
    },
    "exception": {"when": "false", "then": "lift"},
    "limit": {"grade": "agent", "ask": ["any"], "when": "false"},
    "guarantee": {"says": "Say in plain words what never happens.", "never": "false"},
    "story": {
        "story": "Say what the example shows.",
        "as": Written("agent"),
        "asks": Written("[{ask: ..}]"),
        "expect": Written("[{verdict: doable}]"),
    },
    "fact": {"type": "string", "means": "say what it is"},
    "referral": {"name": "Name of the office", "helps_with": "what it helps with", "phone": "0"},
}


@dataclass(frozen=True, slots=True)
class Posted:
    """The text as it is now, where somebody is in it, and what was said about an act that failed."""

    text: str
    at: str | None
    fields: dict[str, str]
    told: str = ""


def read(draft: BookDraft, path: str, post: QueryDict) -> Posted:
    """What was posted, with the act of the button that was pressed."""
    text = post.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        text += "\n"
    fields = {
        name[len(PREFIX) :]: "\n".join(post.getlist(name)).replace("\r\n", "\n")
        for name in post
        if name.startswith(PREFIX)
    }
    at = _at(post.get("at", "-"))
    posted = Posted(text, at, fields)
    try:
        entry = _followed(path, text, at, post.get("called", ""))
        if entry is not None:
            posted = replace(
                posted, at=entry.at, text=_filled(draft, path, text, entry, fields, post.get("was", ""))
            )
        return _done(path, posted, entry, post)
    except (Unreadable, NoEntry):
        return posted


def _at(written: str) -> str | None:
    """Where somebody is: nowhere in particular is written as a dash."""
    return None if written == "-" else written


def _followed(path: str, text: str, at: str | None, called: str) -> Entry | None:
    """The entry somebody is at, also if the lines above it have changed."""
    found = entries.entries_of(path, text)
    here = next((each for each in found if each.at == at), None)
    if here is None or (called and here.title != called):
        return next((each for each in found if called and each.title == called), here)
    return here


def _filled(draft: BookDraft, path: str, text: str, entry: Entry, fields: dict[str, str], was: str) -> str:
    try:
        before = json.loads(was or "{}")
    except ValueError:
        return text
    if not isinstance(before, dict) or not before:
        return text
    known = {str(name): str(value) for name, value in before.items()}
    changed = differences(known, fields, entry.shape, languages_of(draft))
    return entries.changed(path, text, entry, changed) if changed else text


def _done(path: str, posted: Posted, entry: Entry | None, post: QueryDict) -> Posted:
    act, text = post.get("act", ""), posted.text
    if "go" in post:
        return replace(posted, at=_at(post.get("go", "-")))
    if act == "add-rule":
        return _added(path, posted, ("rules",), "rule", f"{_stem(path)}.{_new_name(text)}")
    if act == "add-exception" and entry is not None:
        return _added(path, posted, (*entry.way, "unless"), "exception", "")
    if act == "add-entry":
        return _new_entry(path, posted, post.get("new-name", "").strip())
    if entry is None or not entry.at:
        return posted
    if act == "remove":
        return replace(
            posted,
            text=entries.removed(path, text, entry),
            at=first_at(path),
            told=f"{entry.title} is taken out of the text; it is gone once you save.",
        )
    if act in {"up", "down"}:
        moved, at = entries.moved(path, text, entry, -1 if act == "up" else 1)
        return replace(posted, text=moved, at=at)
    return posted


def _new_entry(path: str, posted: Posted, name: str) -> Posted:
    form, shape = entries.form_of(path)
    if form == "map":
        taken = {each.at for each in entries.entries_of(path, posted.text)}
        if not name or name in taken:
            told = f"`{name}` is there already." if name else "Give it a name first."
            return replace(posted, told=told)
        text = entries.added(path, posted.text, (name,), shape, _NEW[shape])
        return replace(posted, text=text, at=name)
    return _added(path, posted, (), shape, _new_name(posted.text) if shape == "guarantee" else "")


def _added(path: str, posted: Posted, way: tuple[str, ...], shape: str, name: str) -> Posted:
    values: Values = {"id": name, **_NEW[shape]} if name else dict(_NEW[shape])
    text = entries.added(path, posted.text, way, shape, values)
    under = "/".join(way)
    depth = len(way) + 1
    last = [
        each
        for each in entries.entries_of(path, text)
        if each.at.startswith(under) and len(each.way) == depth and each.shape == shape
    ]
    return replace(posted, text=text, at=last[-1].at if last else posted.at)


def _new_name(text: str) -> str:
    number, name = 1, "new"
    while f"{name}\n" in text or f".{name}" in text:
        number += 1
        name = f"new_{number}"
    return name


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
