"""The words by which mail programs begin a quote and people end a letter.

Those of thirteen languages are mail-parser-reply's; what it misses is added. All are for one to three lines
at a time, never for a whole text.
"""

from __future__ import annotations

import re

from mailparser_reply.constants import MAIL_LANGUAGES

_LANGUAGES: tuple[dict[str, str | list[str]], ...] = tuple(
    words for name, words in MAIL_LANGUAGES.items() if name != "david"
)


def _words(key: str) -> list[str]:
    """All patterns of one kind, of every language."""
    found = [words.get(key) or [] for words in _LANGUAGES]
    return [one for words in found for one in ([words] if isinstance(words, str) else words)]


INTRODUCTIONS = [re.compile(pattern, re.IGNORECASE) for pattern in _words("wrote_header")]
# `2014-05-02 10:12 GMT+02:00 Jane <jane@example.com>:` and the like, in whatever language.
DATED = re.compile(r"\d{1,4}[-/.]\d|\d{1,2}:\d\d")
ADDRESSED = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,253}")
SENT_FROM = re.compile(rf"(?:{'|'.join(_words('sent_from'))})", re.IGNORECASE)
CLOSING = re.compile(
    rf"(?:{'|'.join([word for word in _words('signatures') if not word.startswith('/')])}"
    r"|many thanks|thanks|thank you|cheers|sincerely|yours (?:sincerely|truly|faithfully)|(?:warm )?regards"
    r"|danke|merci)(?!\w)[ ,.!-]*",
    re.IGNORECASE,
)
COLONS = (":", "\uff1a")
MARKED_NAME = re.compile(r"[-/\u2013](?=\w)([\w .]{1,40})")
BANNER = re.compile(
    r"[\[*( ]{0,4}(?:caution|warning|external|attention|achtung|vorsicht)\b.{0,40}"
    r"\b(?:e-?mail|message|sender|nachricht|absender)\b.{0,60}\b(?:outside|external|extern|unknown)\b.{0,200}",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"p\.? ?s\b", re.IGNORECASE)
RULE = re.compile(r"[_=*-]{5,200}")
SEPARATOR = re.compile(
    r"[- >*]{0,20}(?:original message|original appointment|forwarded message|forwarded by .{1,80}"
    r"|ursprüngliche nachricht|weitergeleitete nachricht|message (?:d'origine|original|transféré)"
    r"|mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato)|oorspronkelijk bericht"
    r"|doorgestuurd bericht|wiadomość oryginalna|oprindelig meddelelse|ursprungligt meddelande"
    r"|begin forwarded message:?|anfang der weitergeleiteten nachricht:?|début du message réexpédié ?:?"
    r"|reply above this line)[- <*:]{0,20}",
    re.IGNORECASE,
)
FROM = (
    "From Von De Da Od Fra Van Från Expéditeur Remitente Lähettäjä Kimden От 发件人 差出人 보낸사람".split()
)
OTHERS = (
    "Sent To Subject Date Cc Reply-To Organization Gesendet An Betreff Datum Kopie Envoyé À Objet Enviado"
    " Para Asunto Fecha Inviato A Oggetto Data Odesláno Komu Předmět Sendt Til Emne Dato Verzonden Aan"
    " Onderwerp Wysłano Do Temat DW Skickat Till Ämne Lähetetty Aihe Kopia"
    " Дата Кому Тема 发送时间 收件人 主题 抄送 宛先 件名 받는사람 제목"
).split()
FIELD = re.compile(
    rf"[*> ]{{0,9}}({'|'.join(map(re.escape, [*FROM, *OTHERS]))})\*? ?[:\uff1a]\*?(?: .*)?", re.IGNORECASE
)
FROM_NAMES = {name.lower() for name in FROM}
