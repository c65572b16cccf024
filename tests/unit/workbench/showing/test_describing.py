from datetime import date

from doable.workbench.showing.describing import describe
from doable.workbench.showing.writing_markdown import markdown
from tests.unit.workbench.showing.telling_books import contents


def shown(ask: str | None = None, language: str | None = None) -> str:
    return markdown(describe(contents(), ask=ask, language=language, day=date(2026, 5, 3)))


def test_the_title_says_which_book_it_is_and_of_when() -> None:
    page = shown()
    assert page.startswith("# Kaffee Müller\n")
    assert "- **Version:** 2.1" in page
    assert f"- **Digest:** {contents().digest[:12]}\n" in page
    assert "- **Date:** 3 May 2026" in page
    assert "- **Holds:** 2 asks, 8 rules and exceptions, 0 stories" in page
    assert "- **Before a no:** the supervisor is asked first" in page


def test_a_rule_says_its_conditions_its_reason_what_may_be_promised_and_what_it_stands_on() -> None:
    assert (
        "- **If** order days is at most 7713 **and** item opened: no:  \n"
        "  **Yes.** It came back in time.  \n"
        "  **May be promised:** the amount asked for; by 7714 days from today.  \n"
        "  **Then:** send a label (shipping, within 3 days).  \n"
        "  **Note, for us alone:** Look at the seal first.  \n"
        "  Ground: the contract · Terms 2.1  \n"
        "  `refund.early`\n"
    ) in shown()


def test_an_exception_stands_under_its_rule() -> None:
    assert (
        "  - **But if** customer tier is gold **and** the amount asked for is at most 7715:  \n"
        "    **Yes, once a manager in finance approves.**  \n"
    ) in shown()


def test_days_are_compared_as_days() -> None:
    assert "order days is more than 7717 **and** due on is before today" in shown()


def test_what_always_holds_or_is_said_last_has_a_lead_of_its_own() -> None:
    page = markdown(describe(contents(early={"when": "true"}), ask="refund"))
    assert "- **Always**:" in page
    assert "- **Otherwise, where no rule says anything**:  \n  **A person decides: supervisor.**" in page


def test_one_ask_has_its_rules_alternatives_authority_and_facts_and_nothing_else() -> None:
    page = shown("refund")
    assert "one ask of 2, with 6 rules and exceptions" in page
    assert "### What we offer instead\n\n- Another one. Swap\n- Repairs & Sons: mending (030 1)\n" in page
    assert "| Agent | the amount asked for plus what is granted in this case is at most 7719 |" in page
    assert "### Facts it rests on" in page
    assert "## All rules" not in page


def test_the_whole_book_ends_with_its_lists() -> None:
    page = shown()
    assert "| Agent | [Refund](#refund-refund) |" in page
    assert "| **Repairs & Sons** | Mending. | 030 1 | item opened: yes |" in page
    assert "| Nobody gets all. | `never_all` |" in page
    assert (
        "| **Customer tier** `customer.tier` | One of plain, gold; taken as plain until it is known. |"
        in page
    )
    assert "Is it open? (the customer knows)" in page
    assert "| `refund.opened.gold` | [Refund](#refund-refund) | yes, once approved |" in page


def test_clauses_stand_in_the_order_of_their_numbers() -> None:
    clauses = shown().partition("## Clauses")[2].partition("## All rules")[0]
    assert clauses.index("Terms 2.1 ") < clauses.index("Terms 2.10 ")
    assert "| Terms 2.10 | `refund.opened` |" in clauses


def test_the_texts_of_the_book_are_in_the_language_asked_for() -> None:
    page = shown(language="de")
    assert "Gebrauchtes können wir nicht für 5 € verkaufen." in page
    assert "**Der Kunde will Geld zurück.**" in page
    assert "- **Language:** de, of en, de" in page


def test_signs_of_markdown_in_texts_do_no_harm() -> None:
    assert r"“I want \<b\>all\</b\> of it”" in shown()
