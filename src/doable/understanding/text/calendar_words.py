"""The names of months and weekdays in the languages that are read, short forms included."""

from __future__ import annotations

# One line a month or weekday: English | German | French | Spanish | Italian | Dutch.
_MONTHS = (
    "january jan|januar jänner|janvier janv|enero|gennaio|januari",
    "february feb|februar feber|février févr|febrero|febbraio|februari",
    "march mar|märz mär|mars|marzo|marzo|maart",
    "april apr|april|avril avr|abril|aprile|april",
    "may|mai|mai|mayo|maggio|mei",
    "june jun|juni|juin|junio|giugno|juni",
    "july jul|juli|juillet juil|julio|luglio|juli",
    "august aug|august|août|agosto|agosto|augustus",
    "september sept sep|september|septembre|septiembre|settembre|september",
    "october oct|oktober okt|octobre|octubre|ottobre|oktober",
    "november nov|november|novembre|noviembre|novembre|november",
    "december dec|dezember dez|décembre déc|diciembre|dicembre|december",
)
_WEEKDAYS = (
    "monday mon|montag|lundi|lunes|lunedì|maandag",
    "tuesday tues tue|dienstag|mardi|martes|martedì|dinsdag",
    "wednesday weds wed|mittwoch|mercredi|miércoles|mercoledì|woensdag",
    "thursday thurs thur thu|donnerstag|jeudi|jueves|giovedì|donderdag",
    "friday fri|freitag|vendredi|viernes|venerdì|vrijdag",
    "saturday sat|samstag sonnabend|samedi|sábado|sabato|zaterdag",
    "sunday sun|sonntag|dimanche|domingo|domenica|zondag",
)


def _numbered(lines: tuple[str, ...], first: int) -> dict[str, int]:
    return {
        word: number
        for number, line in enumerate(lines, first)
        for words in line.split("|")
        for word in words.split()
    }


def _pattern(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


# January is 1, Monday is 0, as `datetime.date` counts them.
MONTHS = _numbered(_MONTHS, 1)
WEEKDAYS = _numbered(_WEEKDAYS, 0)
MONTH = _pattern(MONTHS)
WEEKDAY = _pattern(WEEKDAYS)

# Days counted from the day of reception; `tonight` is today's.
RELATIVE = {
    -2: "the day before yesterday|day before yesterday|vorgestern|avant-hier|anteayer|eergisteren",
    -1: "yesterday|yday|last night|gestern|ayer|ieri|gisteren",
    0: "today|tonight|tonite|this afternoon|this evening|this morning|by midnight|before midnight|"
    "until midnight|till midnight|end of the day|end of day|close of business|heute|bis mitternacht|"
    "aujourd'hui|aujourd’hui|ce soir|cet après-midi|ce matin|hoy|esta tarde|esta noche|oggi|stasera|"
    "vandaag|vanavond",
    1: "tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|morgen|demain|mañana|domani",
    2: "the day after tomorrow|day after tomorrow|übermorgen|après-demain|pasado mañana|dopodomani|"
    "overmorgen",
}
# After these words they are no days: guten Morgen, por la mañana, two weeks ago today.
NOT_BEFORE = {
    "morgen": frozenset("guten am jeden goede goeden".split()),
    "mañana": frozenset("la buena pasado".split()),
    "today": frozenset("from ago".split()),
}
# The last day of a month or of the year.
ENDS = r"(?:the )?end of|by end(?: of)?|ende|fin(?: de)?|finales de|fine(?: di)?|einde?(?: van)?"
THIS_MONTH = (
    r"(?:zum|bis) monatsende|monatsende|(?:the )?end of (?:the|this) month|month['’]?s end|ende des monats|"
    r"ende dieses monats|fin du mois|fin de mes|fine mese|einde? van de maand"
)
THIS_YEAR = r"(?:the )?end of (?:the|this) year|year['’]?s end|jahresende|ende des jahres|fin de l['’]année"
EVERY = frozenset("every each any jeden jede chaque cada ogni elke".split())
LAST = frozenset(
    "last past letzten letzter letzte vorigen vergangenen dernier pasado scorso afgelopen vorige".split()
)
NEXT = frozenset(
    "next this coming upcoming nächsten nächster kommenden diesen prochain próximo prossimo volgende".split()
)
DAY_PARTS = frozenset(
    "morning afternoon evening night noon at before after early latest früh abend mittag vormittag".split()
)
