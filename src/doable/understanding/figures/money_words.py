"""The words around a bare number that make it a sum of money, and those that make it something else."""

from __future__ import annotations

import re

# All lists: English, then German, French, Spanish, Italian and Dutch where they have one.


def _set(*groups: str) -> frozenset[str]:
    return frozenset(word for group in groups for word in group.split())


# A sum follows, with one of the small words between: `charged me only 4.99`.
VERBS = _set(
    "cost costs costing pay pays paying paid charge charged charges charging billed billing invoiced",
    "owe owes owed owing debit debited debits deduct deducted deducts refund refunded refunding",
    "reimburse reimbursed credit credited spend spent priced save saved worth",
    "kostet kosten kostete zahle zahlen zahlt zahlte zahlten gezahlt bezahle bezahlen bezahlt bezahlte",
    "berechnet berechnen abgebucht abbuchen überwiesen verlangt verlangen erstatten",
    "coûte coûté payé paie paye facturé débité remboursez cuesta pagué pagado cobraron cobrado",
    "costa pagato addebitato rimborsate kost betaald betaal",
)
AFTER_VERBS = _set(
    "me us him her you them only just about around almost nearly over under up to another an extra "
    "additional",
    "exactly at least already now the a with again",
    "mir uns ihm nur etwa ca rund schon die den der das encore seulement solo sólo slechts",
)
# A sum may follow directly or over one of the links: `a fee of 35`, `my price, 379`.
NOUNS = _set(
    "fee fees charge charges refund credit voucher deposit compensation discount sum total amount price "
    "prices",
    "rate payment cost costs surcharge instalment installment goodwill balance difference reimbursement fine",
    "penalty shipping postage travel cheque restocking rent",
    "gebühr betrag summe preis rate gutschein gutschrift erstattung rückerstattung entschädigung rabatt",
    "nachlass kosten pauschale kaution versand porto anfahrt miete",
    "montant frais prix remboursement avoir importe precio reembolso vale tarifa prezzo rimborso buono",
    "bedrag prijs tegoed korting",
)
# Of these a sum may be told, but a number right behind them is that of the paper.
PAPERS = _set(
    "bill bills invoice invoices receipt quote estimate offer rechnung facture factura fattura factuur "
    "angebot"
)
LINKS = _set(
    "of for over is was are were about around only just at to with from under below above be would now "
    "exactly",
    "saying showing reading as by von über ist war beträgt für auf in höhe de por di da van voor est es è",
)
# `sells it for 820`, `come down to 820`: a sum, if no word follows that would be counted.
DEALS = _set(
    "bought buy get got sell sells selling sold offer offers offered offering listed advertise advertised",
    "available saw seen has have had found find goes going receipt invoice bill price made continue "
    "stay come",
    "go drop lower reduce match gekauft kaufen verkauft verkaufen gesehen gibt",
    "acheté vendu vu comprado visto comprato gekocht",
)
AT_A_PRICE = _set("for at to für um auf bei pour à por per a voor")
WISHES = _set(
    "want wants wanted demand demands demanded claim accept match ask asks fordere verlange exijo "
    "quiero exige voglio"
)
WISHES_OF_TWO = frozenset(
    {("thinking", "of"), ("settle", "for"), ("happy", "with"), ("ask", "for"), ("asks", "for")}
    | {("asking", "for"), ("hätte", "gern")}
)
# `the 45 pick-up fee`, `the 49 I spent on it`, `why 85 for the call-out`.
ARTICLES = _set(
    "the that this these those a an my your her his their our another extra whole full why",
    "die den der das meine eine ihre les la el il de",
)
AFTER_ARTICLE = re.compile(
    r"[\s-](?:[\w'’-]{1,20}\s){0,2}?(?:fees?|charges?|deposit|surcharge|shipping|postage|call-?outs?|refund|"
    r"voucher|credit|discount|penalty|fine|bill|invoice|subscription|instal+ment|"
    r"gebühr|pauschale|anfahrt|kaution|versand|rate|"
    r"for (?:the|my|an?|this|that|your|our|nothing|freight|shipping|postage|delivery|wrapping|travel|petrol|"
    r"mileage|handling|parts|labour|cleaning)|(?:returned|refunded|repaid|reimbursed)|für (?:die|den|das)|"
    r"(?:i|we|you|he|she|they)(?:'ve|'d| have| had| was| were)? (?:spent|pay|paid|owe|took|take|"
    r"charged?|billed|"
    r"promised|debited|deducted|quoted))(?!\w)",
    re.IGNORECASE,
)
# Directly after: `410 back`, `24 a month`.
AFTER = re.compile(
    r"[\s-](?:back|off|refund|voucher|gift card|credit|deposit|fee|surcharge|each|apiece|in total|altogether|"
    r"all in|cheaper|dearer|zurück|retour|"
    r"(?:a|per|each|every|im|pro|par|al)\s(?:month|quarter|monat|quartal|mois|mes|mese|maand)|"
    r"per (?:piece|unit|visit))(?!\w)",
    re.IGNORECASE,
)
AFTER_NOUN = re.compile(
    r"\s(?:\w{1,20}\s){0,2}?(?:fee|charge|deposit|surcharge|credit|extra)(?!\w)", re.IGNORECASE
)
# What follows is no word that would be counted, but the end, a sign, or one of the small words.
FREE_SIGNS = re.compile(r"\s*(?:$|[.,;:!?)\"”'’\n/–-])")
FREE_WORDS = _set(
    "and or but at in on from instead so there elsewhere while when now today new plus including incl only",
    "please pls for as to until if because since than that which with by before after per a back too again",
    "tomorrow this the my your is was were will would should can could i we you he she they it then not "
    "though",
    "although more less extra already every each all once unless who where what even straight next within",
    "und oder statt bei im für bitte zurück weil sonst et chez sur y o en por e da of voor terug",
)
# A number right behind these names a thing.
NAMES = _set(
    "order contract invoice inv bill case ticket serial number no nr nos num ref reference customer account",
    "item article part model version v app ios android firmware software release update unit flat gate room",
    "house street page error code ext extension tel phone mobile zip plz postcode floor step chapter clause",
    "section table box user member complaint",
    "bestellung auftrag vertrag rechnung fall vorgang seriennummer kundennummer nummer zimmer "
    "hausnummer haus",
    "fehler seite absatz paragraph",
    "commande contrat facture dossier numéro n° pedido contrato factura número ordine contratto fattura "
    "numero",
    "bestelling factuur",
)
