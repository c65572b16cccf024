"""Cases taken over, noted on, settled and opened again."""

import pytest

from doable import InputError
from doable.desk import drafting, taking
from doable.desk.authorising import NotAllowed
from doable.desk.models import Case
from tests.company import NOW, Company, asked


@pytest.fixture
def case(company: Company) -> Case:
    return asked("refund", of="duarte@mail.example", facts={"order.number": "CC-48377", "item.opened": False})


def test_a_case_is_decided_in_the_name_of_whoever_has_it(case: Case, company: Company) -> None:
    taking.take_over(case, by=company.agent, now=NOW)
    assert case.verdict == "needs_approval"
    taking.take_over(case, by=company.supervisor, because="Ayla is ill.", now=NOW)
    ruling = drafting.latest_ruling(case)
    assert ruling is not None
    assert (ruling.given["as"], case.verdict) == ({"grade": "supervisor", "function": "support"}, "doable")
    assert [(each.by, each.before) for each in case.takeovers.all()] == [
        (company.agent, None),
        (company.supervisor, company.agent),
    ]


def test_nobody_takes_a_case_from_somebody_who_stands_beside_or_above_them(
    case: Case, company: Company
) -> None:
    taking.take_over(case, by=company.supervisor, now=NOW)
    for person in (company.agent, company.senior, company.of_finance):
        with pytest.raises(NotAllowed):
            taking.take_over(case, by=person, now=NOW)


def test_a_case_is_settled_with_a_word_on_how_it_ended(case: Case, company: Company) -> None:
    with pytest.raises(InputError, match="say how it ended"):
        taking.settle(case, because=" ", by=company.agent, now=NOW)
    taking.settle(case, because="She keeps it.", by=company.agent, now=NOW)
    assert (case.state, case.settlements.get().because) == ("settled", "She keeps it.")


def test_a_case_opened_again_is_ours_to_answer(case: Case, company: Company) -> None:
    case.waits_for("customer")
    taking.settle(case, because="She keeps it.", by=company.agent, now=NOW)
    taking.reopen(case, by=company.agent, now=NOW)
    assert (case.state, case.waiting) == ("open", "us")
    assert case.settlements.get().undone_at == NOW


def test_a_note_is_for_colleagues_and_never_goes_out(case: Case, company: Company) -> None:
    taking.note(case, "She called twice.", by=company.colleague, now=NOW)
    note = case.messages.get(sender_kind="colleague")
    assert (note.text, note.author, case.outgoing.count()) == ("She called twice.", company.colleague, 0)
    with pytest.raises(InputError):
        taking.note(case, " ", by=company.colleague, now=NOW)
    with pytest.raises(NotAllowed):
        taking.note(case, "Me too.", by=company.of_finance, now=NOW)
