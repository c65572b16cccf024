"""JSON Schemas (2020-12) of the files of a book, from the table that books are read by.

They tell an editor what is allowed where. What needs the whole book (unknown facts, wrong types, circles)
is for `book check`.
"""

from __future__ import annotations

from doable.policy.language.parsing import LONGEST
from doable.policy.loading.shapes import (
    BELONGS_TO,
    DOTTED,
    FILES,
    NEEDED_BY,
    RULE_ID,
    SHAPES,
    SHORT_FORMS,
    TYPE,
    WORD,
    Key,
)
from doable.policy.vocabulary import EFFECTS, MOST_IN_A_ROW, REFUSED

Schema = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Unquoted numbers and truths are texts and conditions, too: `version: 1.0`, `when: true`.
_SINGLE: Schema = {"type": ["string", "number", "boolean"]}
_TEXT: Schema = {"anyOf": [_SINGLE, {"type": "object", "minProperties": 1, "additionalProperties": _SINGLE}]}
_KINDS: dict[str, Schema] = {
    "text": _TEXT,
    "line": _SINGLE,
    "word": {"type": "string", "pattern": f"^{WORD}$"},
    "dotted": {"type": "string", "pattern": f"^{DOTTED}$"},
    "id": {"type": ["string", "number"], "pattern": f"^{RULE_ID}$"},
    "type": {"type": "string", "pattern": f"^{TYPE}$"},
    "int": {"type": "integer", "minimum": 0, "maximum": 999_999},
    "count": {"type": "integer", "minimum": 1, "maximum": 999_999},
    "bool": {"type": "boolean"},
    "money": {"type": ["number", "string"], "minimum": 0, "pattern": r"^[0-9]{1,18}(\.[0-9]{1,6})?$"},
    "formula": {**_SINGLE, "minLength": 1, "maxLength": LONGEST},
    "data": {},
}
_NAMES = {"word": WORD, "dotted": DOTTED}
_SHORT: dict[str, Schema] = {
    "consult": {"enum": ["always", "never"]},
    "by": {"type": "string", "pattern": f"^{WORD}$"},
    "alternative": {"type": "string", "pattern": rf"^(referral\.)?{WORD}$"},
}
_ENUM: Schema = {
    "if": {"properties": {"type": {"const": "enum"}}},
    "then": {"required": ["values"]},
    "else": {"properties": {"values": False}},
}
# What else holds of a shape.
_BESIDES: dict[str, Schema] = {
    "by": {"minProperties": 1},
    "consult": {"minProperties": 1},
    "fact": _ENUM,
    "guarantee": {
        "oneOf": [{"required": [key]} for key in ("never", "always")],
        "allOf": [{"properties": {"in_a_row": {"maximum": MOST_IN_A_ROW}}}],
        "if": {"required": ["alternatives"]},
        "then": {"properties": {"verdict": {"enum": list(REFUSED)}}, "required": ["verdict"]},
    },
    "param": _ENUM,
    "referral": {"anyOf": [{"required": [key]} for key in ("phone", "address", "email", "web")]},
}
# Shapes in which an effect stands, and whether its texts may come from the rule above it.
_EFFECTS = {"effect": False, "rule": False, "exception": True}


def schema_of(file: str) -> Schema:
    """The schema of a kind of file, such as `asks/*.yaml`; of a playbook, its front matter."""
    form, shape = FILES[file]
    whole = _whole(form, shape)
    used = sorted(_shapes_in(shape) - ({shape} if form in {"one", "front"} else set()))
    schema: Schema = {"$schema": _DIALECT, "title": f"{file} of a book", **whole}
    if used:
        schema["$defs"] = {name: _shape(name) for name in used}
    return schema


def schemas() -> dict[str, Schema]:
    """The schemas of all files by the name that each is kept under, such as `asks.json`."""
    return {f"{file.partition('.')[0].removesuffix('/*')}.json": schema_of(file) for file in FILES}


def _whole(form: str, shape: str) -> Schema:
    if form == "list":
        return {"type": "array", "items": _ref(shape)}
    if form == "map":
        names = "dotted" if shape == "fact" else "word"
        return _named(_ref(shape), names)
    return _shape(shape)


def _ref(shape: str) -> Schema:
    return {"$ref": f"#/$defs/{shape}"}


def _shapes_in(shape: str) -> set[str]:
    """A shape with all that stand in it, at any depth."""
    found, pending = set[str](), [shape]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            kinds = (key.kind.rpartition(":")[2] for key in SHAPES[name].values())
            pending += [kind for kind in kinds if kind in SHAPES]
    return found


def _shape(name: str) -> Schema:
    shape = SHAPES[name]
    schema: Schema = {
        "type": "object",
        "properties": {key: _key(wanted) for key, wanted in shape.items()},
        "additionalProperties": False,
    }
    required = [key for key, wanted in shape.items() if wanted.required]
    if required:
        schema["required"] = required
    if name in _EFFECTS:
        schema["allOf"] = [_effect(then, inherits=_EFFECTS[name]) for then in EFFECTS]
    return {**schema, **_BESIDES.get(name, {})}


def _effect(then: str, *, inherits: bool) -> Schema:
    """What a `then` needs, and which keys mean nothing with it."""
    needed = [key for key in NEEDED_BY.get(then, ()) if not (inherits and key in {"ground", "because"})]
    foreign = [key for key, effects in BELONGS_TO.items() if then not in effects]
    follows: Schema = {
        "properties": dict.fromkeys([*foreign, *(["unless"] if then == "forbid" else [])], False)
    }
    if needed:
        follows["required"] = needed
    return {"if": {"properties": {"then": {"const": then}}, "required": ["then"]}, "then": follows}


def _key(wanted: Key) -> Schema:
    kinds = [_kind(kind, wanted) for kind in wanted.kind.split("|")]
    schema = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    return {**schema, "description": wanted.doc}


def _kind(kind: str, wanted: Key) -> Schema:
    several, _, single = kind.rpartition(":")
    inner = _single(single, wanted)
    if several == "list":
        return {"type": "array", "items": inner, **({"minItems": wanted.least} if wanted.least else {})}
    return _named(inner, wanted.names) if several == "map" else inner


def _single(kind: str, wanted: Key) -> Schema:
    if wanted.choices:
        return {"enum": list(wanted.choices)}
    if kind in SHAPES:
        return {"anyOf": [_SHORT[kind], _ref(kind)]} if kind in SHORT_FORMS else _ref(kind)
    return _KINDS[kind]


def _named(inner: Schema, names: str) -> Schema:
    schema: Schema = {"type": "object", "additionalProperties": inner}
    return {**schema, "propertyNames": {"pattern": f"^{_NAMES[names]}$"}} if names in _NAMES else schema
