"""What playbooks can word: the situations they answer, and the sections of a letter."""

from __future__ import annotations

# First what can be the answer to one ask, then what can set the tone of the whole letter, then anything.
SITUATIONS = (
    *("grant", "billable", "transition", "approval", "clarify", "decline", "forbid", "refer", "holding"),
    *("fairness", "outside_contract", "referral", "firm_again", "failure"),
    *("disappointment", "anger", "accusation", "abuse", "after_escalation", "review"),
    "general",
)
# Each stands under a heading of its name, `## answer`, or of its name and an ask, `## answer: refund`.
# `wish`, `noun` and `offer` are no sentences: they fill the place of an ask within others.
SECTIONS = (
    *("greeting", "trouble", "acknowledge", "apologise", "overview"),
    *(
        "wish",
        "noun",
        "restate",
        "answer",
        "reason",
        "risk",
        "offer",
        "options",
        "elsewhere",
        "next",
        "close",
    ),
)
