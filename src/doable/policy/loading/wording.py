"""How the loader speaks: what each kind of value is called, and what somebody may have meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.policy.findings import did_you_mean
from doable.policy.loading.marked import Mapping, Scalar
from doable.policy.loading.shapes import DOTTED, RULE_ID, SHAPES, TYPE, WORD

if TYPE_CHECKING:
    from collections.abc import Collection

    from doable.policy.loading.marked import Marked

PATTERNS = {"id": RULE_ID, "word": WORD, "dotted": DOTTED, "type": TYPE}
KINDS = {
    "text": "a text, or one for each language such as `{en: .., de: ..}`",
    "line": "a text",
    "id": "a name such as `refund.in_time` or `R-12`",
    "word": "a name in small letters, digits and `_`",
    "dotted": "a name such as `order.total`",
    "type": "a type such as `bool`, `money` or `list<string>`",
    "int": "a whole number from 0 to 999,999",
    "count": "a whole number from 1 to 999,999",
    "bool": "`true` or `false`",
    "money": "an amount such as 50 or 49.90",
    "formula": "a condition or value",
}
# Words that people write, and what they are called in a book.
_CALLED = {
    **dict.fromkeys(("if", "condition", "where"), "when"),
    **dict.fromkeys(("else", "default"), "otherwise"),
    **dict.fromkeys(("reason", "why", "explanation"), "because"),
    **dict.fromkeys(("exceptions", "except"), "unless"),
    **dict.fromkeys(("effect", "action", "verdict"), "then"),
    **dict.fromkeys(("approver", "approved_by"), "by"),
    **dict.fromkeys(("source", "sources"), "from"),
    **dict.fromkeys(("computed", "formula", "expression"), "is"),
    **dict.fromkeys(("description", "meaning", "title"), "means"),
    **dict.fromkeys(("question",), "ask"),
    **dict.fromkeys(("parameters", "args"), "params"),
    **dict.fromkeys(("options", "choices", "words"), "values"),
    **dict.fromkeys(("price", "charge", "fee"), "amount"),
    **dict.fromkeys(("refuse", "reject", "deny", "no"), "decline"),
    **dict.fromkeys(("allow", "accept", "yes", "permit"), "grant"),
    **dict.fromkeys(("prohibit", "ban", "never"), "forbid"),
    **dict.fromkeys(("pay", "invoice"), "bill"),
    **dict.fromkeys(("approval", "needs_approval"), "approve"),
    **dict.fromkeys(("escalate", "pass_on", "transfer"), "refer"),
    **dict.fromkeys(("integer", "whole"), "int"),
    **dict.fromkeys(("number", "float", "double"), "decimal"),
    **dict.fromkeys(("boolean", "yesno"), "bool"),
    **dict.fromkeys(("text", "str"), "string"),
    **dict.fromkeys(("currency", "price"), "money"),
    **dict.fromkeys(("datetime", "time", "moment"), "timestamp"),
    **dict.fromkeys(("day",), "date"),
    **dict.fromkeys(("choice", "select"), "enum"),
    **dict.fromkeys(("list", "array"), "list<string>"),
}
# Keys in a place where they mean nothing, and what to do instead: by shape and key.
ELSEWHERE = {
    ("effect", "when"): "`otherwise` has no condition: it follows wherever no rule gives an effect",
    ("effect", "unless"): "exceptions stand under rules: write a rule with that condition instead",
    ("effect", "id"): "`otherwise` has a name already: the ask's, with `.otherwise`",
    ("ask", "id"): "an ask is named by `ask:`",
    ("ask", "when"): "conditions stand under `rules:`, one `when:` for each",
    ("ask", "then"): "what follows stands under `rules:` and `otherwise:`",
    ("fact", "name"): "the name of a fact stands before its `:`, as in `order.total: {type: money}`",
    ("fact", "default"): "a fact has no default: unknown is unknown. Computed facts have `is:`",
}


def suggestion(word: str, known: Collection[str]) -> str | None:
    """What may have been meant by a word."""
    meant = _CALLED.get(word.lower())
    return f"did you mean `{meant}`?" if meant in known else did_you_mean(word, known)


def suggested_key(shape: str, key: str, known: Collection[str]) -> str:
    """What to do about a key that is not known here."""
    if (shape, key) in ELSEWHERE:
        return ELSEWHERE[shape, key]
    return suggestion(key, known) or "the keys here are " + ", ".join(f"`{name}`" for name in known)


def described(kind: str) -> str:
    """What a value of a kind is, lists and parts with keys of their own included."""
    single, _, _ = kind.partition("|")
    several, _, inner = single.rpartition(":")
    if several:
        return "a list: `[..]`" if several == "list" else "names with values: `{name: ..}`"
    return KINDS.get(inner) or f"its keys: `{{{next(iter(SHAPES[inner]))}: ..}}`"


def found(node: Marked) -> str:
    """What stands there instead of what was expected."""
    if not isinstance(node, Scalar):
        return "keys with values" if isinstance(node, Mapping) else "a list"
    if node.kind == "null":
        return "nothing"
    text = " ".join((node.raw if node.raw[:1] in {'"', "'"} else node.text).split())
    return f"`{text[:40]}..`" if len(text) > 42 else f"`{text}`"


def expected(node: Marked, kind: str, key: str, each: str) -> str:
    """What a key should hold, and what stands there."""
    return f"{each}`{key}` is {KINDS[kind]}, not {found(node)}"


def remedy(node: Scalar, kind: str) -> str:
    """How to write a single value of the wrong kind."""
    word = node.text.strip().lower()
    if kind == "bool":
        return _truth(word)
    if kind in {"int", "count"} and not node.plain and re.fullmatch("[0-9]{1,6}", word):
        return f"write it without quotes: `{word}`"
    if kind == "type" and word in _CALLED and re.fullmatch(TYPE, _CALLED[word]):
        return f"write `{_CALLED[word]}`"
    if kind in PATTERNS:
        plain = re.sub(r"[^a-z0-9_.<>]+", "_", word).strip("_")
        return f"write `{plain}`" if re.fullmatch(PATTERNS[kind], plain) else f"write {KINDS[kind]}"
    if kind == "formula":
        return "write a condition such as `order.total > 100`, or a value such as `today + 5`"
    if kind == "money":
        return "write digits and a point only; the currency is the book's"
    if kind in {"int", "count"}:
        return (
            "write a number without sign, point or unit"
            if word != "0"
            else "write 1 or more, or leave it away"
        )
    return "write a text"


def _truth(word: str) -> str:
    if word in {"yes", "on", "y", "true", "1"}:
        return "write `true`: in a book `yes`, `no`, `on` and `off` are ordinary words"
    if word in {"no", "off", "n", "false", "0"}:
        return "write `false`: in a book `yes`, `no`, `on` and `off` are ordinary words"
    return "write one of the two"
