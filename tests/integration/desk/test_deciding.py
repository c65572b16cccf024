"""A case decided on what is known, and on nothing that is not this customer's."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from doable.desk import asking, books, deciding, drafting, searching, sending, stating, tying
from doable.desk.incoming import CLAIMED, FORGED, PROVEN
from doable.desk.models import Case, Ruling
from tests.company import BOOK, NOW, Company, asked

pytestmark = pytest.mark.usefixtures("company")
HIRSCH, OKAFOR, DUARTE = "hirsch@mail.example", "okafor@mail.example", "duarte@mail.example"
# What only our records know of Ms Hirsch and her order.
SECRETS = ("K-10401", "Ms Hirsch", "2026-10-04", "21.90", "2025-03-02", "accessory", "milk jug")


def latest(case: Case) -> Ruling:
    ruling = drafting.latest_ruling(case)
    assert ruling is not None
    return ruling


def facts(case: Case) -> dict[str, dict[str, object]]:
    return latest(case).given["facts"]  # type: ignore[return-value]  # as it is written


def verdict(case: Case) -> str:
    return latest(case).verdict


def everything_said_of(case: Case) -> str:
    """All that could reach whoever wrote, or a colleague who looks at the case."""
    drafts = [reply.text for reply in case.replies.all()]
    sent = [outgoing.text for outgoing in case.outgoing.all()]
    rulings = [ruling.input + ruling.output for ruling in case.rulings.all()]
    return "\n".join((*drafts, *sent, *rulings, str(case), case.who))


def test_the_records_of_whoever_is_proven_count() -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": False})
    assert facts(case)["order.total"] == {"value": "21.90", "source": "record"}
    assert verdict(case) == "doable"


@pytest.mark.parametrize("identity", [CLAIMED, PROVEN, FORGED])
def test_a_stranger_who_names_somebody_elses_order_learns_nothing_of_it(identity: str) -> None:
    case = asked("refund", of="stranger@evil.example", facts={"order.number": "CC-48219"}, identity=identity)
    assert not [secret for secret in SECRETS if secret in everything_said_of(case)]


@pytest.mark.parametrize("identity", [CLAIMED, FORGED])
def test_a_name_in_the_sender_line_is_no_proof(identity: str) -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219"}, identity=identity)
    assert case.customer is None
    assert not [secret for secret in SECRETS if secret in everything_said_of(case)]


def test_a_customer_who_names_another_ones_order_learns_nothing_of_it() -> None:
    case = asked("refund", of=OKAFOR, facts={"order.number": "CC-48219"})
    assert not [secret for secret in SECRETS if secret in everything_said_of(case)]
    assert not [
        name for name, fact in facts(case).items() if name.startswith("order.") and fact["source"] == "record"
    ]


def test_a_stranger_who_has_a_cases_address_gets_no_answer_there(company: Company) -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": False})
    again = asked("status", of="stranger@evil.example", token=case.token, identity=CLAIMED)
    assert again == case
    reply = sending.send(case, drafting.rewrite(case, now=NOW).text, by=company.agent, now=NOW)  # type: ignore[union-attr]
    assert [outgoing.to for outgoing in case.outgoing.all()] == [HIRSCH]
    assert reply.outgoing.to_name == case.sender_name


def test_a_strangers_case_is_not_found_by_the_name_of_whom_they_claim_to_be(company: Company) -> None:
    case = asked("refund", of=HIRSCH, identity=CLAIMED, text="Where is my money?")
    searching.index(case)
    assert list(searching.find_cases(company.agent, "K-10401")) == []
    assert list(searching.find_cases(company.agent, "where is my money")) == [case]


def test_making_sure_who_wrote_opens_the_records_and_taking_it_back_closes_them(company: Company) -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219"}, identity=CLAIMED)
    tying.tie(case, company.hirsch, by=company.agent, now=NOW)
    assert facts(case)["order.total"]["value"] == "21.90"
    tying.untie(case, by=company.agent, now=NOW)
    assert "order.total" not in facts(case)


def test_a_record_counts_more_than_a_claim_and_a_colleagues_word_more_than_a_record(company: Company) -> None:
    named = {"order.number": "CC-48219", "order.kind": "machine", "item.opened": True}
    case = asked("refund", of=HIRSCH, facts=named)
    assert facts(case)["order.kind"] == {"value": "accessory", "source": "record"}
    assert facts(case)["item.opened"] == {"value": True, "source": "customer"}
    stating.state(case, "item.opened", False, source="colleague", by=company.agent, now=NOW)
    stating.state(case, "order.kind", "grinder", source="colleague", by=company.agent, now=NOW)
    assert facts(case)["item.opened"] == {"value": False, "source": "colleague"}
    assert facts(case)["order.kind"] == {"value": "grinder", "source": "colleague"}


def test_a_claim_does_not_stand_against_what_follows_from_the_records() -> None:
    """His parcel came in August; he says that it came three days ago."""
    claims = {"order.number": "CC-46120", "days_since_delivery": 3, "item.opened": False}
    case = asked("refund", of=OKAFOR, facts=claims)
    assert "order.days_since_delivery" not in facts(case)
    assert verdict(case) == "declined"


def test_a_claim_counts_where_the_records_say_nothing() -> None:
    case = asked("refund", of="stranger@evil.example", facts={"days_since_delivery": 3}, identity=CLAIMED)
    assert facts(case)["order.days_since_delivery"] == {"value": 3, "source": "customer"}


def refund(amount: str, company: Company, **more: object) -> Case:
    """A refund of an amount, told about an order of 589, sent as far as the agent may."""
    named = {"order.number": "CC-48377", "item.opened": False}
    case = asked("refund", {"amount": amount}, of=DUARTE, facts=named, **more)  # type: ignore[arg-type]
    if verdict(case) == "doable":
        draft = drafting.rewrite(case, now=NOW)
        assert draft is not None
        sending.send(case, draft.text, by=company.agent, now=NOW)
    return case


def test_splitting_over_cases_gains_nothing(company: Company) -> None:
    cases = [refund("99.00", company) for _ in range(4)]
    assert [verdict(case) for case in cases] == ["doable", "doable", "doable", "needs_approval"]
    assert facts(cases[-1])["customer.granted_90d"] == {"value": "297.00", "source": "record"}


def test_what_was_granted_long_ago_counts_no_more(company: Company) -> None:
    refund("99.00", company)
    later = NOW + timedelta(days=91)
    case = asked("refund", {"amount": "20.00"}, of=DUARTE, facts={"order.number": "CC-48377"}, now=later)
    assert facts(case)["customer.granted_90d"]["value"] == "0.00"


def test_splitting_within_a_case_gains_nothing(company: Company) -> None:
    case = refund("99.00", company)
    asking.drop(case.asks.standing().get(), by=company.agent, now=NOW)
    asking.add(case, "refund", {"amount": "90.00"}, by=company.agent, now=NOW)
    assert verdict(case) == "needs_approval"
    assert facts(case)["case.granted"]["value"] == "99.00"
    assert facts(case)["customer.granted_90d"]["value"] == "99.00"


def test_a_promise_repeated_in_a_second_reply_is_counted_once(company: Company) -> None:
    case = refund("99.00", company)
    text = case.replies.get().text.replace("Warm regards", "Sorry again for the trouble.\n\nWarm regards")
    sending.send(case, text, by=company.agent, now=NOW)
    assert sum(reply.granted for reply in case.replies.all()) == 99
    assert facts(refund("20.00", company))["customer.granted_90d"]["value"] == "99.00"


def test_what_waits_for_an_approval_was_not_granted(company: Company) -> None:
    case = refund("589.00", company)
    assert verdict(case) == "needs_approval"
    draft = drafting.rewrite(case, now=NOW)
    assert draft is not None
    assert sending.send(case, draft.text, by=company.agent, now=NOW).granted == 0


def another_book(folder: Path) -> Path:
    """The book in a later version: refunds without the amount, the tier unknown, no discounts at all."""
    shutil.copytree(BOOK, folder, ignore=shutil.ignore_patterns("stories", "demo", "records"))
    (folder / "book.yaml").write_text((folder / "book.yaml").read_text().replace("1.4.0", "1.5.0"))
    for file, before, after in (
        ("asks/refund.yaml", "within 30 days of delivery for the full price", "for thirty days"),
    ):
        path = folder / file
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))
    return folder


def test_a_ruling_comes_out_the_same_by_its_own_version_of_the_book(tmp_path: Path) -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": False})
    old = latest(case)
    later = NOW + timedelta(hours=1)
    books.take_in(another_book(tmp_path / "book"), now=later)
    deciding.decide(case, because="a new book", by=None, now=later)

    assert latest(case).book != old.book
    assert "for thirty days" in latest(case).output
    assert deciding.decide_again(old) == old.output
    assert deciding.decide_again(latest(case)) == latest(case).output


def test_putting_an_old_book_in_force_again_is_no_new_version(tmp_path: Path) -> None:
    first = books.in_force_version(NOW)
    books.take_in(another_book(tmp_path / "book"), now=NOW + timedelta(hours=1))
    assert books.take_in(BOOK, now=NOW + timedelta(hours=2)) == first
    assert books.in_force_version(NOW + timedelta(hours=2)) == first


def test_what_a_newer_book_can_no_longer_read_is_left_out(company: Company) -> None:
    """As after a change of the book: a param, a fact and a record that are of another kind now."""
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219"})
    ask = case.asks.get()
    ask.params = {"amount": "a lot", "colour": "red", "order": "CC-48219"}
    ask.save()
    case.statements.create(fact="item.opened", value="perhaps", source="colleague", at=NOW)
    case.statements.create(fact="item.smell", value="bad", source="colleague", at=NOW)
    order = company.hirsch.records.get()
    order.data["total"] = "free"
    order.save()

    given = deciding.decide(case, because="a new book", by=None, now=NOW).given

    assert given["asks"] == [{"ask": "refund", "params": {"order": "CC-48219"}}]
    assert {"item.opened", "item.smell", "order.total"}.isdisjoint(given["facts"])  # type: ignore[call-overload]


def test_a_case_in_which_nothing_is_asked_any_more_has_no_verdict_and_no_draft(company: Company) -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219"})
    asking.drop(case.asks.get(), by=company.agent, now=NOW)
    case.refresh_from_db()
    assert (case.verdict, drafting.open_draft(case)) == ("", None)
    with pytest.raises(sending.NotSendable, match="add what the customer wants"):
        sending.send(case, "Dear Ms Hirsch, you get 21.90 EUR.", by=company.agent, now=NOW)


def test_the_same_case_is_written_in_one_way_only() -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219"})
    once = deciding.decide(case, because="once", by=None, now=NOW)
    twice = deciding.decide(case, because="twice", by=None, now=NOW)
    assert (once.input, once.output) == (twice.input, twice.output)
    assert deciding.as_text(json.loads(once.input)) == once.input
