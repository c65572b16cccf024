"""The one sentence with which the card of an ask begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.web.cases.wording import role, several, title, with_article

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, object]


def sentence(answer: Json, granted: str, charge: str) -> str:
    """What the answer comes to, for the colleague who has to say it."""
    return _SAYS.get(str(answer["verdict"]), _undecided)(answer, granted, charge)


def _doable(_answer: Json, granted: str, _charge: str) -> str:
    return f"Yes – {granted}." if granted else "Yes, you can promise this."


def _billable(_answer: Json, _granted: str, charge: str) -> str:
    return f"Yes, for {charge} – once the customer agrees to pay it."


def _phased(answer: Json, _granted: str, _charge: str) -> str:
    steps = len(cast("list[Json]", answer["phase"] or []))
    return f"Yes, in {several(steps, 'step', 'steps')}."


def _needs_approval(answer: Json, _granted: str, _charge: str) -> str:
    open_ = [each for each in cast("list[Json]", answer["approvals"]) if not each["obtained"]]
    who = " and ".join(with_article(role(str(each["grade"]), str(each["function"]))) for each in open_)
    return f"Yes, once {who} agrees." if len(open_) == 1 else f"Yes, once {who} agree."


def _clarify(answer: Json, _granted: str, _charge: str) -> str:
    missing = len(cast("list[Json]", answer["missing"]))
    if not missing:
        return "Not decided yet."
    return f"Not decided yet – {several(missing, 'thing is', 'things are')} missing."


def _declined(answer: Json, _granted: str, _charge: str) -> str:
    lead = f"Not as {_wanted(str(answer['ask']))}"
    offers = len(cast("list[Json]", answer["alternatives"]))
    if offers:
        return f"{lead} – but {several(offers, 'thing is', 'things are')} possible."
    possible = len(cast("list[Json]", answer["possible"]))
    if possible:
        return f"{lead} – but {several(possible, 'thing', 'things')} may be, once we know more."
    return f"{lead}, and the book has nothing in its place."


def _forbidden(answer: Json, _granted: str, _charge: str) -> str:
    offers = len(cast("list[Json]", answer["alternatives"]))
    if offers:
        return f"Never, whoever asks – but {several(offers, 'thing is', 'things are')} possible."
    return "Never, whoever asks."


def _refer(_answer: Json, _granted: str, _charge: str) -> str:
    return "A colleague has to decide this."


def _undecided(_answer: Json, _granted: str, _charge: str) -> str:
    return "Not decided yet."


def _wanted(ask: str) -> str:
    """`a refund` where the ask's name is one noun, else `asked for`."""
    return (
        "asked for"
        if "_" in ask or ask in {"other", "information", "status"}
        else with_article(title(ask).lower())
    )


_SAYS: dict[str, Callable[[Json, str, str], str]] = {
    "doable": _doable,
    "billable": _billable,
    "phased": _phased,
    "needs_approval": _needs_approval,
    "clarify": _clarify,
    "declined": _declined,
    "forbidden": _forbidden,
    "refer": _refer,
}
