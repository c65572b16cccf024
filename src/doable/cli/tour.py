"""`doable demo --print`: the example company at work, from the customer's message to the checked reply."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

import typer
from rich.markup import escape
from rich.rule import Rule

from doable import InputError, Occasion
from doable.cli.answers import print_decision
from doable.cli.books import load_book
from doable.cli.console import out, verdict_mark
from doable.cli.drafts import print_checked, print_text
from doable.cli.lines import for_each_line, wrong_use
from doable.cli.messages import print_message, print_understanding
from doable.cli.records import load_records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doable import Book, Understanding
    from doable.cli.lines import Line
    from doable.cli.records import Record

COMPANY = "copperline"
# What a line of messages.jsonl says besides the message: whose it is, who handles it, what colleagues add.
BESIDES = ("customer", "as", "facts", "evidence", "situation")


def tour(examples: Path, only: str | None = None) -> None:
    """Read the messages of Copperline Coffee's customers, decide them, draft the replies, check them."""
    folder = examples / COMPANY
    messages = folder / "demo" / "messages.jsonl"
    if not messages.is_file():
        wrong_use(
            f"there is no `{messages}`",
            "run it in the folder of the project, or name the examples with --examples",
        )
    shown = _Shown(load_book(folder), load_records(folder / "records"), only)
    if not for_each_line(messages, shown.tell, InputError):
        raise typer.Exit(2)
    if not shown.messages:
        wrong_use(f"there is no message `{only}`", f"`{messages}` has their ids")
    shown.sum_up()
    out.print('Try your own:     [bold]doable read --book examples/copperline --text "..."[/]')
    out.print("Read the rules:   [bold]doable book show examples/copperline --ask refund[/]")


class _Shown:
    """The messages shown so far, and what came of them."""

    def __init__(self, book: Book, records: Mapping[str, list[Record]], only: str | None) -> None:
        self.book, self.records, self.only = book, records, only
        self.messages = self.sendable = self.findings = 0
        self.verdicts: Counter[str] = Counter()
        self.names = {str(record["id"]): str(record["name"]) for record in records.get("customer", ())}

    def tell(self, line: Line) -> None:
        """One message: what it says, what was understood and decided, the reply and its check."""
        if self.only not in {None, line.data.get("id")}:
            return
        besides = {key: line.data[key] for key in BESIDES if key in line.data}
        customer = cast("str | None", besides.get("customer"))
        understanding = self.book.read({key: line.data[key] for key in line.data if key not in BESIDES})
        name = self.names.get(customer or "")
        self.messages += 1
        out.print(Rule(escape(name or "somebody unknown"), align="left"))
        print_message(understanding.message)
        print_understanding(understanding)
        if understanding.asks:
            self._answer(understanding, besides, name)
        else:
            out.print("  [dim]Nothing to decide: a person looks at it.[/]\n")

    def _answer(self, understanding: Understanding, besides: Mapping[str, object], name: str | None) -> None:
        decision = self.book.decide(self._case(understanding, besides))
        print_decision(self.book, decision)
        self.verdicts.update(answer.verdict for answer in decision.answers)
        message = understanding.message
        occasion = Occasion(
            decision,
            id=message.id,
            message=message.text,
            understanding=understanding,
            received=message.received,
            customer_name=name,
            channel=message.channel,
            situation=cast("str | None", besides.get("situation")),
        )
        draft = self.book.draft(occasion)
        print_text(draft.text)
        findings = self.book.check(occasion, draft.text)
        self.findings += len(findings)
        out.print()
        print_checked("", draft.text, findings)

    def _case(self, understanding: Understanding, besides: Mapping[str, object]) -> dict[str, object]:
        from datetime import datetime, time

        from doable.understanding.claiming import case_for, left_open
        from doable.understanding.gathering import gather

        contents = self.book.contents
        customer = cast("str | None", besides.get("customer"))
        gathered = gather(contents, understanding, self.records, customer)
        for doubt in (*gathered.doubts, *left_open(contents, understanding)):
            out.print(f"  [dim]{escape(doubt)}[/]")
        received = understanding.message.received
        if received is None:
            wrong_use(f"message `{understanding.message.id}` has no `received`", "give its day")
        case = case_for(contents, understanding)
        claimed = cast("dict[str, object]", case["facts"])
        added = cast("dict[str, object]", besides.get("facts", {}))
        return {
            **case,
            "id": "",
            "as": besides.get("as", "agent"),
            "at": datetime.combine(received, time(9), contents.zone).isoformat(),
            "facts": {**claimed, **gathered.facts, **added},
            "evidence": besides.get("evidence", []),
        }

    def sum_up(self) -> None:
        """What came of all messages together."""
        plural = "" if self.messages == 1 else "s"
        out.print(Rule(f"{self.messages} message{plural}", align="left"))
        for verdict, number in sorted(self.verdicts.items(), key=lambda item: -item[1]):
            out.print(f"  {number:>3}  {verdict_mark(verdict)}")
        out.print(f"  {self.findings:>3}  findings in the replies\n")
