"""German: dates, numbers and steps."""

from datetime import date

from doable.reply.composing.languages.german import German

GERMAN = German()
TODAY = date(2026, 10, 14)


def test_a_date_has_its_weekday_and_the_year_only_where_it_is_another() -> None:
    assert GERMAN.day(date(2026, 10, 19), TODAY) == "Montag, 19. Oktober"
    assert GERMAN.day(date(2027, 3, 1), TODAY) == "Montag, 1. März 2027"


def test_numbers_have_a_decimal_comma() -> None:
    assert [GERMAN.number(digits) for digits in ("42.50", "12500", "7")] == ["42,50", "12.500", "7"]


def test_a_number_says_what_it_counts_where_its_name_does() -> None:
    assert [GERMAN.measure("days", "1"), GERMAN.measure("days", "2"), GERMAN.measure("bags", "2")] == [
        *("1 Tag", "2 Tage", None)
    ]
    assert [GERMAN.counted(3), GERMAN.counted(30)] == ["drei", "30"]


def test_items_stand_in_a_row() -> None:
    assert [GERMAN.listed(["a"]), GERMAN.listed(["a", "b", "c"])] == ["a", "a, b und c"]


def test_a_step_names_who_does_it() -> None:
    assert GERMAN.step("Geld überweisen", "Buchhaltung", "Montag, 19. Oktober") == (
        "Nächster Schritt: Geld überweisen (Buchhaltung), bis Montag, 19. Oktober."
    )
    assert GERMAN.step("zustimmen", "customer", None) == "Nächster Schritt: zustimmen (Sie)."


def test_reasons_are_sentences() -> None:
    assert GERMAN.reasons(["nur 100 wurden gebaut", "Alle sind verkauft."]) == (
        "Der Grund: nur 100 wurden gebaut. Alle sind verkauft."
    )


def test_what_a_german_sentence_would_put_elsewhere_is_left_to_the_book() -> None:
    assert GERMAN.wish("Der Kunde möchte Geld zurück.") is None
    assert GERMAN.clause("Die Bestellung kann storniert werden.") == "Die Bestellung kann storniert werden"
    assert GERMAN.leaves_open("Das muss die Leitung entscheiden.")
    assert not GERMAN.leaves_open("Wir waren schuld.")


def test_few_words_are_a_phrase() -> None:
    assert German().is_phrase("alten Rabatt behalten")
    assert not German().is_phrase("Wir möchten den alten Rabatt behalten")
