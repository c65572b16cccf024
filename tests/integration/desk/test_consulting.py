"""A no is talked over before it is said."""

import pytest

from doable import InputError
from doable.desk import consulting, drafting, sending
from doable.desk.authorising import NotAllowed
from doable.desk.models import Case
from tests.company import NOW, Company, asked


@pytest.fixture
def case(company: Company) -> Case:
    """A grinder of August, used since: no money back for it."""
    return asked("refund", of="okafor@mail.example", facts={"order.number": "CC-46120", "item.opened": True})


def answer_of(case: Case) -> dict[str, object]:
    ruling = drafting.latest_ruling(case)
    assert ruling is not None
    return ruling.decision["asks"][0]  # type: ignore[index, return-value]  # as it is written


def test_a_no_leaves_only_after_it_was_talked_over(case: Case, company: Company) -> None:
    refusal = (
        "Dear Mr Okafor,\n\nGoods that have been used can't be sold as new again, so we can't pay them back "
        "in money.\n\nWarm regards and good coffee,\nCopperline Coffee"
    )
    with pytest.raises(sending.NotSendable) as held:
        sending.send(case, refusal, by=company.agent, now=NOW)
    assert "no_before_consulting" in {finding.check for finding in held.value.findings}
    assert drafting.open_draft(case).text == refusal  # type: ignore[union-attr]  # kept

    question = consulting.ask(case, "refund", by=company.agent, now=NOW)
    assert question.asked_of not in {company.agent, company.colleague}
    consulting.answer(question, yes=True, by=question.asked_of, now=NOW)

    assert answer_of(case)["consulted"] is True
    drafting.rewrite(case, now=NOW)
    draft = drafting.open_draft(case)
    assert draft is not None
    assert sending.send(case, draft.text, by=company.agent, now=NOW).granted == 0


def test_another_way_has_to_be_named(case: Case, company: Company) -> None:
    question = consulting.ask(case, "refund", by=company.agent, now=NOW)
    with pytest.raises(InputError, match="write which other way there is"):
        consulting.answer(question, yes=False, by=question.asked_of, now=NOW)


def test_nobody_talks_to_themselves(case: Case, company: Company) -> None:
    question = consulting.ask(case, "refund", by=company.agent, now=NOW)
    with pytest.raises(NotAllowed):
        consulting.answer(question, yes=True, by=company.agent, now=NOW)


def test_a_talk_about_what_was_asked_before_is_none_about_what_is_asked_now(
    case: Case, company: Company
) -> None:
    question = consulting.ask(case, "refund", by=company.agent, now=NOW)
    consulting.answer(question, yes=True, by=question.asked_of, now=NOW)
    ask = case.asks.standing().get()
    ask.params = {"amount": "60.00"}
    ask.save()
    assert answer_of(case)["consulted"] is True
    consulting.deciding.decide(case, because="other params", by=None, now=NOW)
    assert answer_of(case)["consulted"] is False


def test_where_there_is_nothing_to_talk_over_nobody_is_asked(company: Company) -> None:
    fine = asked("refund", of="hirsch@mail.example", facts={"order.number": "CC-48219", "item.opened": False})
    with pytest.raises(InputError, match="has nothing to talk over"):
        consulting.ask(fine, "refund", by=company.agent, now=NOW)
