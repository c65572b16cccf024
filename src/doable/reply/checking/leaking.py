"""What must not leave the house: internal remarks and names, costs, other customers, and fields left open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.finding import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.draft.said import Said
    from doable.reply.checking.record.known import Known
    from doable.reply.occasion import DraftFinding

# Fields of templates in the notations that mail programs, form letters and people use.
_PLACEHOLDERS = re.compile(
    r"""
    \{\{.{0,80}?\}\} | \{%.{0,80}?%\} | \$\{.{0,80}?\}                            # Liquid, Jinja, shells
    | \[(?!\d{1,3}\]|…\]|\.{3}\]|sic\]|https?:)[^\[\]\n]{1,60}\](?!\()            # [name], not [1]
    | \{[A-Za-z][\w .:-]{0,40}\} | <<[^<>\n]{1,60}>> | «[A-ZÄÖÜ_ ]{2,40}»          # {name} <<name>> «NAME»
    | <(?!https?:|mailto:)[A-Za-z][\w .'-]{0,40}>(?!.{0,200}</)                   # <name>
    | %[A-Z_]{3,}% | \#[A-Z_]{3,}\# | @@\w+@@ | %\([a-z_]+\)[sd] | (?<![\w%])%[sd](?!\w)
    | \$[A-Z_]{3,}\b
    | \#{3,}(?!\w)
    | _{3,}(?:[ ]?\([^()\n]{1,40}\))? | \.{5,} | …{2,}     # ____ (name)
    | (?<![\w@.-])[xX]{2,}(?:[@./:-][xX]{2,})*(?:\.\w+)?(?![\w])(?<!XX\b)         # xxx, XXX@XXX
    | (?<!\w)XX+(?:[@./:-]X+)*(?:\.\w+)?(?!\w)
    | (?<!\w)(?:X|N{1,2}|x)(?=[ ]?(?:EUR|USD|GBP|CHF|€|\$|%|percent|days|weeks))  # X EUR
    | (?<!\w)(?:TBD|TBA|TBC|TODO|FIXME|tbd|tbc|t\.b\.d\.?)(?!\w)
    | (?<!\w)to\ be\ (?:filled\ in|completed|inserted|added)(?!\w)
    | \((?:insert|fill\ in|add|enter|your|agent|customer|first|last|company|order)[ ][\w .'-]{0,30}
      (?:name|date|number|amount|price|text|reason|here|address|details)\)
    | (?i:(?<!\w)(?:insert|fill\ in|enter|put)\ (?:the\ |your\ |a\ |customer'?s?\ )?
      (?:name|date|number|amount|price|text|reason|address|details)\ here(?!\w))
    | (?<!\w)(?:(?:DD|TT)[./-]MM(?:[./-](?:YYYY|YY|JJJJ))?|(?:YYYY|JJJJ)-MM-(?:DD|TT)|HH:MM|hh:mm)(?!\w)
    | (?<!\w)(?:dd|tt)[./-]mm(?:[./-]yyyy)?(?!\w)
    | (?<!\w)(?:[A-Z]{2,}_[A-Z_]{2,})(?!\w)
    | (?<!\w)(?:CUSTOMER|FIRST|LAST|AGENT|ORDER|PRODUCT|COMPANY)[ ]?(?:NAME|NUMBER|NO|ID|DATE)(?!\w)
    | (?i:lorem\ ipsum|foo\ ?bar|john\ doe|max\ mustermann|jane\ doe)
    | \?{3,}
    """,
    re.VERBOSE,
)
_NO_NAME = re.compile(
    r"(?:Dear|Hello|Hi|Sehr geehrte[rs]?|Hallo|Lieber?|Guten Tag,?) (?:(?:Mr|Ms|Mrs|Mx|Dr|Herr|"
    r"Frau)\.?[ ]?)?(?=,)"
    r"|Dear(?=,)|(?:Dear|Sehr geehrte[rs]?|Lieber?) (?:Mr|Ms|Mrs|Herr|Frau)\.?/(?:Mr|Ms|Mrs|Frau|Herr)\.?"
)
# Two capitals in one word are how programs are named. Mc and Mac are how people are.
_PROGRAM = re.compile(
    r"(?<![\w@./])(?!Mc|Mac|De[A-Z]|Di[A-Z]|O['’])[A-Z][a-z]+(?:[A-Z][a-z]*)+(?:\d+)?(?![\w@])"
)
_KNOWN_NAMES = frozenset(
    "PayPal YouTube WhatsApp LinkedIn FaceTime MacBook PlayStation PostNL GmbH AppStore PowerPoint WiFi "
    "iPhone iPad MasterCard FedEx TikTok OpenStreetMap GitHub JavaScript WordPress AirPods DocuSign "
    "McDonald PostFinance CarPlay HomeKit LuxTrust TeamViewer WeTransfer SimplyPay".split()
)
# What a house or a person who is not in the case pays, gets or owes.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:Hotel|Pension|Café|Cafe|Restaurant|Bistro|Bakery|Bar|Inn|Mr|Ms|Mrs|Dr|Herr|Frau)\.? [A-ZÄÖÜ][\w-]+"
    r"(?= (?:[\w-]+ ){0,4}(?:pays?|paid|gets?|got|had|has had|ha[sd] the same|owes?|bought|ordered|received|"
    r"complained|cancelled|is ahead|is behind|comes before)\b)"
)
_IDENTIFIER = re.compile(r"(?<![\w@./-])[a-z]+(?:_[a-z0-9]+)+(?![\w@-])")
_TO_COLLEAGUES = re.compile(r"(?<![\w.])@[A-Za-z][\w.-]+")


def leaks(said: Said, known: Known) -> Iterator[DraftFinding]:
    """Internal remarks, names of systems, the book's own notes, and whatever a colleague was told."""
    record = known.record.casefold()
    marked = {
        number: hit.start
        for number, hit in said.within("leaking.internal").items()
        if said.text[hit.start : hit.end].casefold() not in record
    }
    for place, _ in _internal_names(said, known):
        marked.setdefault(said.number(place), place)
    ends = {clause.sentence: clause.end for clause in said.clauses}
    seen = set[int]()
    for number in sorted(marked):
        clause = said.clauses[number]
        if clause.sentence not in seen:
            seen.add(clause.sentence)
            stretch = clause.start, ends[clause.sentence]
            words = _short(said.text[slice(*stretch)])
            remedy = "leave it out; write it as a note to the case"
            yield finding("leaked_internal", stretch, f"“{words}” is for colleagues only", remedy)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."


def _internal_names(said: Said, known: Known) -> Iterator[tuple[int, str]]:
    """Programs, other customers, names by which the book calls things, colleagues spoken to, notes."""
    fields = [found.span() for found in _PLACEHOLDERS.finditer(said.text)]
    for pattern in (_PROGRAM, _SOMEBODY_ELSE, _IDENTIFIER, _TO_COLLEAGUES):
        for found in pattern.finditer(said.text):
            in_field = any(start <= found.start() < end for start, end in fields)
            if not in_field and not _is_known(found[0], known):
                yield found.start(), found[0]
    for inner in known.inner:
        place = said.text.find(inner)
        if place >= 0:
            yield place, inner


def _is_known(name: str, known: Known) -> bool:
    """Whether everybody knows a name, or the case has it."""
    return name in _KNOWN_NAMES or name.rsplit(maxsplit=1)[-1] in known.record


def placeholders(said: Said, known: Known) -> Iterator[DraftFinding]:
    """Fields of a template that nobody filled in."""
    last = -1
    for pattern in (_PLACEHOLDERS, _NO_NAME):
        for found in pattern.finditer(said.text):
            if found.start() >= last and found[0] not in known.record:
                last = found.end()
                yield finding(
                    "placeholder",
                    found.span(),
                    f"“{found[0].strip()}” was never filled in",
                    "write what belongs here, or leave the sentence out",
                )
