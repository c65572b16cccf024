"""A company's records taken in: all of them or none, and each mistake named."""

from copy import deepcopy

import pytest

from doable.desk import searching
from doable.desk.importing import WrongRecord, take_in
from doable.desk.models import Address, Customer, Person, Record
from tests.company import NOW, Company

pytestmark = pytest.mark.usefixtures("company")
Records = dict[str, list[dict[str, object]]]

ADA = {
    "id": "x-1",
    "name": "Ada Park",
    "email": "Ada@Example.com",
    "grade": "supervisor",
    "function": "support",
}
BEN = {
    "id": "x-2",
    "name": "Ben Ode",
    "email": "ben@example.com",
    "grade": "agent",
    "function": "support",
    "supervisor": "x-1",
}
EVE: dict[str, object] = {
    "id": "y-1",
    "name": "Ms Quillfeather",
    "email": ["Eve@home.example", "eve@work.example"],
    "phone": "+49 1",
    "reference": "K-77777",
    "tier": "gold",
}
ORDER = {"id": "z-1", "customer": "y-1", "number": "CC-77777", "total": "12.50"}


def records(**more: list[dict[str, object]]) -> Records:
    return deepcopy({"people": [ADA, BEN], "customer": [EVE], "order": [ORDER], **more})  # type: ignore[dict-item]


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Person, Customer, Address, Record))  # type: ignore[attr-defined]


def test_people_customers_and_what_is_on_file_come_in() -> None:
    imported = take_in(records(), now=NOW)
    assert (imported.people, imported.customers, imported.records) == (2, 1, 1)
    ben, eve = Person.objects.get(record_id="x-2"), Customer.objects.get(record_id="y-1")
    assert (ben.supervisor, ben.has_usable_password()) == (Person.objects.get(email="ada@example.com"), False)
    assert list(Customer.objects.at("EVE@home.example ")) == [eve]
    assert eve.file()["order"] == [ORDER]


def test_taking_the_same_in_again_changes_nothing() -> None:
    take_in(records(), now=NOW)
    ada = Person.objects.get(record_id="x-1")
    ada.set_password("a long password")
    ada.save()
    before = counts()
    take_in(records(), now=NOW)
    ada.refresh_from_db()
    assert (counts(), ada.check_password("a long password")) == (before, True)


def test_what_changed_is_brought_up_to_date() -> None:
    take_in(records(), now=NOW)
    take_in(records(customer=[{**EVE, "email": "eve@new.example", "tier": "silver"}]), now=NOW)
    eve = Customer.objects.get(record_id="y-1")
    assert (eve.data["tier"], list(Customer.objects.at("eve@home.example"))) == ("silver", [])
    assert list(Customer.objects.at("eve@new.example")) == [eve]


def test_customers_are_found_by_name_and_by_the_numbers_on_file() -> None:
    take_in(records(), now=NOW)
    for words in ("Ms Quillfeather", "K-77777", "CC-77777", "eve@work.example"):
        assert [str(found) for found in searching.find_customers(words)] == ["Ms Quillfeather"], words


def test_somebody_who_was_invited_before_is_the_same_person() -> None:
    invited = Person.objects.create_user("ada@example.com", "a long password", name="Ada")
    take_in(records(), now=NOW)
    invited.refresh_from_db()
    assert (invited.record_id, invited.grade, invited.check_password("a long password")) == (
        "x-1",
        "supervisor",
        True,
    )


def test_a_supervisor_may_be_one_who_came_in_before() -> None:
    take_in(records(), now=NOW)
    take_in({"people": [{**BEN, "supervisor": "p-05"}]}, now=NOW)
    assert Person.objects.get(record_id="x-2").supervisor == Person.objects.get(record_id="p-05")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {"people": [{**BEN, "supervisor": "x-9"}]},
            "person `x-2`: there is no supervisor `x-9`; name the id of one of the people",
        ),
        (
            {"people": [{**ADA, "supervisor": "x-1"}]},
            "person `x-1` stands above themselves; name another supervisor",
        ),
        ({"people": [{**ADA, "supervisor": "x-2"}, BEN]}, "stands above themselves; name another supervisor"),
        (
            {"people": [{**ADA, "grade": "emperor"}]},
            "person `x-1`: the book has no grade `emperor`; it has agent, senior,",
        ),
        (
            {"people": [{**ADA, "grade": "self_service"}]},
            "person `x-1`: the book has no grade `self_service`",
        ),
        (
            {"people": [{**ADA, "function": "sales"}]},
            "person `x-1`: the book has no function `sales`; it has support,",
        ),
        (
            {"people": [{**ADA, "away": "next week"}]},
            "person `x-1`: `away` is `next week`; write 2026-10-12 to 2026-10-23",
        ),
        (
            {"people": [{**ADA, "email": "ada"}]},
            "person `x-1`: `ada` is no e-mail address; write one like ada@example.com",
        ),
        (
            {"people": [ADA, {**BEN, "email": "ADA@example.com"}]},
            "has the address `ada@example.com` already; each needs their own",
        ),
        ({"people": [{**ADA, "name": ""}]}, "people `x-1` has no `name`: add it to the record"),
        ({"people": [{"name": "Ada"}]}, "people `?` has no `id`: add it to the record"),
        ({"people": [ADA, ADA]}, "people `x-1` is there twice; take one out, or give it another id"),
        (
            {"people": [{**ADA, "name": "A" * 300}]},
            "people `x-1`: `name` has 300 characters; shorten it to 200",
        ),
        (
            {"customer": [{**EVE, "tier": "platinum"}]},
            "customer `y-1`: `tier`: expected one of `standard`, `silver`, `gold`",
        ),
        ({"customer": [{**EVE, "id": ["y-1"]}]}, "has no `id`: add it to the record"),
        (
            {"order": [{**ORDER, "customer": "y-9"}]},
            "order `z-1`: there is no customer `y-9`; import customers as well",
        ),
        ({"order": [{"id": "z-1"}]}, "order `z-1`: there is no customer `None`"),
        (
            {"order": [{**ORDER, "total": "12,50"}]},
            "order `z-1`: `total`: expected an amount or number such as 49.90, not `12,50`",
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_comes_in(wrong: Records, told: str) -> None:
    before = counts()
    with pytest.raises(WrongRecord) as refused:
        take_in(records(**wrong), now=NOW)
    assert told in str(refused.value)
    assert counts() == before


def test_the_same_address_twice_on_a_record_is_one() -> None:
    take_in(records(customer=[{**EVE, "email": ["eve@home.example", " EVE@home.example"]}]), now=NOW)
    assert Address.objects.filter(value="eve@home.example").count() == 1


def test_a_company_without_people_has_customers_all_the_same(company: Company) -> None:
    assert take_in({"customer": [deepcopy(EVE)]}, now=NOW).people == 0
    assert Person.objects.filter(pk=company.agent.pk).exists()
