"""Every key that a file of a book may have: the one table, hence its length, for reading, schemas, pages."""

from __future__ import annotations

from dataclasses import dataclass

from doable.policy.language.declarations import SCALARS
from doable.policy.letters import SITUATIONS
from doable.policy.vocabulary import EFFECTS, GROUNDS, SOURCES, VERDICTS

WORD = r"[a-z][a-z0-9_]*"
DOTTED = rf"{WORD}(\.{WORD})*"
RULE_ID = r"[A-Za-z0-9][A-Za-z0-9_.\-]*"
TYPE = rf"({'|'.join(SCALARS)}|list<({'|'.join(name for name in SCALARS if name != 'enum')})>)"
ANSWERERS = ("customer", "colleague", "document", "record")


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the kind of its value, what it is for, and the words allowed where they are few.

    Kinds: text (one or several languages), line (plain text), word, dotted, id, type, int (from 0), count
    (from 1), bool, money, formula (an expression), data (anything); `list:kind`, `map:kind`; or the name
    of a shape. A kind written `a|b` is either: a single value or a fuller form. A list has at least
    `least` items; the names in a map are of the kind `names`.
    """

    kind: str
    doc: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 0
    names: str = "word"


Shape = dict[str, Key]

BOOK: Shape = {
    "name": Key("line", "what the book is called", required=True),
    "version": Key("line", "the version of this text, e.g. 1.2.0", required=True),
    "language_version": Key("count", "the version of the book language; now 1", required=True),
    "currency": Key("line", "the one currency of all amounts, as ISO 4217 code", required=True),
    "timezone": Key("line", "the time zone that `today` is worked out in, e.g. Europe/Berlin", required=True),
    "languages": Key("list:line", "languages the texts are in, the main one first", required=True, least=1),
    "grades": Key(
        "list:word", "steps of authority, lowest first; the first is self-service", required=True, least=2
    ),
    "functions": Key("list:word", "kinds of work, e.g. support, finance, legal", required=True),
    "consult": Key("consult", "when a no needs the supervisor first (default: always)"),
    "at_fault": Key("formula", "when the company itself failed the customer"),
    "answer_within": Key("int", "days within which a person answers what is approved or referred"),
}

CONSULT: Shape = {
    "grounds": Key("list:word", "grounds on which a no needs consultation", choices=GROUNDS, least=1),
    "above": Key("money", "an amount asked above which it does"),
}

FACT: Shape = {
    "type": Key(
        "type",
        "bool, int, decimal, money, string, enum, date, timestamp, duration or list<...>",
        required=True,
    ),
    "values": Key("list:line", "the words an enum may be", least=1),
    "means": Key("text", "what the fact is, in plain words"),
    "from": Key(
        "list:word", "whose word counts (default: record, document, colleague)", choices=SOURCES, least=1
    ),
    "optional": Key("bool", "whether it may be known to be absent (null)"),
    "is": Key("formula", "how it is computed; a supplied value beats the expression"),
    "ask": Key("text", "the question that settles it"),
    "of": Key("word", "whom to ask", choices=ANSWERERS),
    "reads": Key("dotted", "the name under which reading finds it in a message"),
    "looks_like": Key(
        "line|list:line", "examples as they stand in messages; a digit stands for any digit", least=1
    ),
    "note": Key("text", "stays inside"),
}

PARAM: Shape = {
    "type": FACT["type"],
    "values": FACT["values"],
    "means": FACT["means"],
    "reads": Key("dotted", "the name under which reading finds it in a message (default: its own)"),
    "default": Key("formula", "used only if the ask names none"),
    "ask": FACT["ask"],
    "of": FACT["of"],
}

NEXT: Shape = {
    "what": Key("text", "what happens next", required=True),
    "who": Key("line", "who does it", required=True),
    "within": Key("int", "within how many days"),
}

BY: Shape = {
    "grade": Key("word", "at least this grade"),
    "function": Key("word", "of this function (default: any)"),
}

STEP: Shape = {
    "terms": Key("text", "the terms of this step", required=True),
    "orders": Key("count", "for so many orders"),
    "days": Key("count", "for so many days"),
    "until": Key("formula", "until this date"),
}

EFFECT: Shape = {
    "then": Key("word", "what follows", required=True, choices=EFFECTS),
    "ground": Key("word", "why the rule exists", choices=GROUNDS),
    "because": Key("text", "the reason, as the customer reads it"),
    "clause": Key("line", "where it is written"),
    "note": Key("text", "stays inside"),
    "gives": Key("map:formula", "what may be promised (default: the params as asked)"),
    "next": Key("next", "the next step"),
    "by": Key("by", "approve: who must approve"),
    "second_person": Key("bool", "approve: never the person who asks, whatever their grade"),
    "amount": Key("formula", "bill: the charge before rounding"),
    "for": Key("text", "bill: what the charge is for"),
    "steps": Key("list:step", "phase: the steps of the transition", least=1),
    "to": Key("by", "refer: who decides"),
    "advise": Key("text", "the risk that the reply must name"),
    "consult": Key("bool", "false: this no needs no consultation"),
    "public": Key("bool", "true: its condition and limits may be shown to customers"),
}

EXCEPTION: Shape = {
    "id": Key("id", "a name for the exception (default: the rule's, with a number)"),
    "when": Key("formula", "the condition", required=True),
    **EFFECT,
}
EXCEPTION["unless"] = Key("list:exception", "exceptions: while one holds, its effect replaces this one")
RULE: Shape = {**EXCEPTION, "id": Key("id", "the rule's name, once in the book", required=True)}

ALTERNATIVE: Shape = {
    "ask": Key("word", "another ask of this book", required=True),
    "params": Key("map:formula", "its params, worked out from this ask and the facts"),
    "text": Key("text", "how to put it to the customer"),
}

ASK: Shape = {
    "ask": Key("word", "the ask's name", required=True),
    "means": Key("text", "what the customer wants", required=True),
    "examples": Key("list:line", "sentences of customers", required=True),
    "purpose": Key("text", "the need behind the demand: alternatives serve it", required=True),
    "params": Key("map:param", "what the ask carries"),
    "rules": Key("list:rule", "the rules; their order means nothing"),
    "otherwise": Key("effect", "what follows if no rule gives an effect", required=True),
    "alternatives": Key(
        "list:alternative", "what to offer where it is refused; `referral.<name>` is one too"
    ),
    "after": Key("map:formula", "what is so once it was granted", names="dotted"),
    "note": Key("text", "stays inside"),
}

LIMIT: Shape = {
    "grade": Key("word", "who", required=True),
    "function": Key("word", "of which function (default: any)"),
    "ask": Key("word|list:word", "which ask or asks; `any` for all", required=True, least=1),
    "when": Key("formula", "up to where (default: always)"),
}

REFERRAL: Shape = {
    "name": Key("text", "the company or office", required=True),
    "helps_with": Key("text", "what it can help with", required=True),
    "phone": Key("line", "telephone number"),
    "address": Key("line", "postal address"),
    "email": Key("line", "mail address"),
    "web": Key("line", "web address"),
    "when": Key("formula", "when to name it (default: always)"),
}

GUARANTEE: Shape = {
    "id": Key("id", "a name for it", required=True),
    "says": Key("text", "the guarantee in plain words", required=True),
    "never": Key("formula", "what must never be so"),
    "always": Key("formula", "what must always be so"),
    "as": Key("by", "where this grade asks"),
    "ask": Key("word", "for this ask"),
    "verdict": Key("word", "where this is the verdict", choices=VERDICTS),
    "alternatives": Key(
        "word",
        "where a no comes with something to offer in its place (`some`), or with nothing (`none`)",
        choices=("none", "some"),
    ),
    "in_a_row": Key("count", "how many asks granted one after the other it covers: 1 (default), 2 or 3"),
}

STYLE: Shape = {
    "instead": Key("map:line", "words not to use, and what to say instead", names="line"),
    "reading_level": Key("count", "school years a reader needs at most"),
    "sign_off": Key("text", "how a letter closes"),
}

STORY: Shape = {
    "story": Key("line", "what the example shows", required=True),
    "as": Key("data", "who asks: a grade, or grade and function"),
    "at": Key("line", "when it is decided"),
    "facts": Key("data", "what is known"),
    "asks": Key("list:data", "what is asked", required=True, least=1),
    "evidence": Key("data", "what later steps brought"),
    "expect": Key(
        "list:data", "what is expected of each ask; only the keys one cares about", required=True, least=1
    ),
}

PLAYBOOK: Shape = {
    "situation": Key("line", "which situation the playbook answers", required=True, choices=SITUATIONS),
    "channel": Key("line", "only for this channel (default: all)"),
    "language": Key("line", "the language it is written in (default: the book's first)"),
}

SHAPES: dict[str, Shape] = {
    "book": BOOK,
    "consult": CONSULT,
    "fact": FACT,
    "param": PARAM,
    "next": NEXT,
    "by": BY,
    "step": STEP,
    "effect": EFFECT,
    "exception": EXCEPTION,
    "rule": RULE,
    "alternative": ALTERNATIVE,
    "ask": ASK,
    "limit": LIMIT,
    "referral": REFERRAL,
    "guarantee": GUARANTEE,
    "style": STYLE,
    "story": STORY,
    "playbook": PLAYBOOK,
}

# The files of a book: which shape, and whether it is one such, a list of them, names with them, or
# stands as front matter before a text.
FILES: dict[str, tuple[str, str]] = {
    "book.yaml": ("one", "book"),
    "facts.yaml": ("map", "fact"),
    "asks/*.yaml": ("one", "ask"),
    "authority.yaml": ("list", "limit"),
    "referrals.yaml": ("map", "referral"),
    "guarantees.yaml": ("list", "guarantee"),
    "style.yaml": ("one", "style"),
    "stories/*.yaml": ("list", "story"),
    "playbooks/*.md": ("front", "playbook"),
}

# Short forms: a single word that stands for a fuller form.
SHORT_FORMS: dict[str, str] = {
    "consult": "always or never",
    "by": "a grade",
    "alternative": "an ask or referral",
}

# The keys that mean something only with one effect.
BELONGS_TO = {
    "by": ("approve",),
    "second_person": ("approve",),
    "amount": ("bill",),
    "for": ("bill",),
    "steps": ("phase",),
    "to": ("refer",),
    "gives": ("grant", "approve", "bill", "phase"),
    "advise": ("grant", "approve", "bill", "phase"),
    "consult": ("decline", "forbid"),
}
NEEDED_BY = {
    "approve": ("by",),
    "bill": ("amount", "for"),
    "phase": ("steps",),
    "decline": ("ground", "because"),
    "forbid": ("ground", "because"),
}
