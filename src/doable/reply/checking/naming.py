"""Names and numbers of orders, invoices and contracts held against those of the case."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from doable.reply.checking.finding import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.record.comparing import Compared
    from doable.reply.occasion import DraftFinding

_HELLO = (
    r"dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings|sehr geehrte[rs]?|"
    r"guten (?:tag|morgen|abend)|hallo|lieber?|moin|grüezi|servus|bonjour|bonsoir|cher|chère|hola|"
    r"buenos días|"
    r"buenas tardes|estimad[oa]|querid[oa]|buongiorno|gentile|egregio|caro|cara|ciao|beste|geachte|"
    r"dag|olá|prezad[oa]"
)
_TITLE = (
    r"mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|monsieur|madame|mme|mlle|m|señora?|signora?|sig|sra?|heer|mevrouw"
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+"
_GREETING = re.compile(
    rf"^[ \t]*(?P<greeting>(?i:{_HELLO}),?[ ]+)?(?P<title>(?i:{_TITLE})\.?[ ]+)*"
    rf"(?P<name>{_NAME}(?:[-'’ ]{_NAME})*)[ \t]*(?=[,!:.–—-]|$)",
    re.MULTILINE,
)
_MEN = frozenset("mr herr herrn monsieur m señor signor sig sr heer".split())
_WOMEN = frozenset("mrs ms miss frau madame mme mlle señora signora sra mevrouw".split())
# A letter may begin with these and name nobody.
_NOBODY = frozenset(
    "customer sir madam team all everyone everybody there friend friends colleague colleagues again "
    "kunde kundin "
    "damen und herren client cliente clienti klant sirs ladies gentlemen guest member subscriber "
    "partner you valued "
    "coffee lover lovers fan fans copperline zusammen both folks".split()
)
_PAPERS = (
    r"order|invoice|contract|case|complaint|ticket|serial|return|repair|reference|booking|"
    r"bestellung|rechnung|vertrag|auftrag"
)
_IDENTIFIER = re.compile(
    rf"(?<![\w.,:/@-])(?:(?:(?i:{_PAPERS})(?i:[ ](?:number|no|nr|nummer|id))?\.?[ ]?\#?[ ]?|\#|"
    rf"(?i:no\.|nr\.)[ ]?)"
    r"(?P<number>[A-Za-z]{0,4}-?\d{3,}(?:-\d+)*)"
    r"|(?P<lettered>[A-Z]{1,4}-\d{2,}(?:-\d+)*)"
    r"|(?P<bare>(?:[A-Z]{1,4} \d{3,}|\d{4,})(?:-\d+)*))(?![\w@]|[.,:]\d)"
)
# Four digits alone may be a year.
_YEAR = re.compile(r"(?:19|20)\d\d")


def wrong_names(compared: Compared) -> Iterator[DraftFinding]:
    """A greeting for somebody else, a number of another order."""
    yield from _wrong_greeting(compared)
    yield from _wrong_numbers(compared)


def _wrong_greeting(compared: Compared) -> Iterator[DraftFinding]:
    right = compared.known.customer_name
    found = _GREETING.search(compared.said.text[:200]) if right else None
    if not right or not found or not (found["greeting"] or found["title"]):
        return
    said = [word for word in _words(found["name"]) if word not in _NOBODY]
    if not said:
        return
    names = set(_words(right)) - _MEN - _WOMEN
    titles = {(found["title"] or "").strip(" .").casefold()}, set(_words(right))
    other = bool(titles[0] & _MEN and titles[1] & _WOMEN) or bool(titles[0] & _WOMEN and titles[1] & _MEN)
    if other or (names and not names & set(said)):
        start = found.start("title") if found["title"] else found.start("name")
        yield finding(
            "wrong_amount",
            (start, found.end("name")),
            f"greets {compared.said.text[start : found.end('name')]}; the customer is {right}",
            f"write {right}",
        )


def _words(name: str) -> list[str]:
    """The words of a name without accents, in small letters."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"[^\W\d_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def _wrong_numbers(compared: Compared) -> Iterator[DraftFinding]:
    record = compared.known.record.casefold()
    known = set(re.findall(r"[\w-]*\d[\w-]*", record))
    bare = {re.sub(r"\D", "", one) for one in known}
    for found in _IDENTIFIER.finditer(compared.said.text):
        number = (found["number"] or found["lettered"] or found["bare"]).casefold()
        digits = re.sub(r"\D", "", number)
        if number in known or digits in bare or _is_figure(compared, found):
            continue
        if found["bare"] and (_YEAR.fullmatch(number) or not any(_is_slip(digits, one) for one in bare)):
            continue
        right = compared.known.order_number
        yield finding(
            "wrong_amount",
            found.span(),
            f"{found[0]} is no number of this case" + (f"; it is about {right}" if right else ""),
            f"write {right}" if right else "look the number up",
        )


def _is_slip(said: str, right: str) -> bool:
    """Whether one number is the other with a digit wrong, or two neighbours in each other's place."""
    if len(said) != len(right):
        return False
    wrong = [place for place in range(len(said)) if said[place] != right[place]]
    first, last = wrong[0], wrong[-1]
    return first == last or (last == first + 1 and said[first : last + 1] == right[last] + right[first])


def _is_figure(compared: Compared, found: re.Match[str]) -> bool:
    """Whether it is a sum or a day after all: `the order 120 EUR`; what is merely counted may be a number."""
    return any(
        one.start < found.end() and found.start() < one.end and not (found["bare"] and one.kind == "count")
        for one in compared.figures
    )
