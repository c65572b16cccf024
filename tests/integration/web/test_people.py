from datetime import date

from django.utils import timezone

from doable.desk import employing
from doable.desk.models import Event, Person
from doable.web.people import chart
from tests.company import Company
from tests.integration.web.conftest import SignIn

NEW = {
    "name": "Nils New",
    "email": "Nils@copperline.example",
    "grade": "agent",
    "function": "support",
    "phone": "",
}


def test_everybody_stands_once_in_the_tree(company: Company) -> None:
    def names(branches: list[chart.Branch]) -> list[str]:
        return [name for each in branches for name in (each.person.name, *names(each.below))]

    company.director.supervisor = company.agent
    company.director.save()
    told = names(chart.tree(date(2026, 10, 14)))
    assert sorted(told) == sorted(Person.objects.values_list("name", flat=True))


def test_the_tree_says_who_is_away(company: Company, sign_in: SignIn) -> None:
    today = timezone.localdate()
    employing.set_away(company.senior, today, today, by=company.senior, now=timezone.now())
    assert "Away until" in sign_in(company.agent).get("/people/").content.decode()


def test_an_administrator_adds_somebody_and_invites_them(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.administrator)
    client.post("/people/new/", NEW)
    person = Person.objects.get(email="nils@copperline.example")
    assert not person.has_usable_password()
    page = client.post(f"/people/{person.pk}/invite/")
    assert "/invitation/" in page.context["link"]
    assert page.context["link"] not in client.get(f"/people/{person.pk}/").content.decode()


def test_a_grade_that_the_book_does_not_have_is_refused(company: Company, sign_in: SignIn) -> None:
    for wrong in ({"grade": "emperor"}, {"function": "piracy"}, {"grade": "customer"}):
        answer = sign_in(company.administrator).post("/people/new/", NEW | wrong)
        assert "something to put right" in answer.content.decode()
    assert not Person.objects.filter(name="Nils New").exists()


def test_an_address_names_one_person_whatever_its_case(company: Company, sign_in: SignIn) -> None:
    answer = sign_in(company.administrator).post("/people/new/", NEW | {"email": company.agent.email.upper()})
    assert answer.status_code == 200
    assert not Person.objects.filter(name="Nils New").exists()


def test_somebody_is_changed_and_that_is_written_down(company: Company, sign_in: SignIn) -> None:
    told = {
        "name": "Ayla Demir",
        "email": company.agent.email,
        "grade": "senior",
        "function": "support",
        "supervisor": company.supervisor.pk,
    }
    sign_in(company.administrator).post(f"/people/{company.agent.pk}/change/", told)
    company.agent.refresh_from_db()
    assert (company.agent.grade, company.agent.supervisor) == ("senior", company.supervisor)
    assert Event.objects.filter(kind="person_changed", by=company.administrator).exists()


def test_nobody_raises_themselves(company: Company, sign_in: SignIn) -> None:
    company.agent.give_duty("administrator", by=None, now=timezone.now())
    told = {
        "name": company.agent.name,
        "email": company.agent.email,
        "grade": "director",
        "function": "support",
    }
    answer = sign_in(company.agent).post(f"/people/{company.agent.pk}/change/", told)
    assert answer.status_code == 403
    company.agent.refresh_from_db()
    assert company.agent.grade == "agent"


def test_nobody_stands_above_themselves(company: Company, sign_in: SignIn) -> None:
    above = company.manager
    told = {
        "name": above.name,
        "email": above.email,
        "grade": above.grade,
        "function": above.function,
        "supervisor": company.agent.pk,
    }
    answer = sign_in(company.administrator).post(f"/people/{above.pk}/change/", told)
    assert "stands below" in answer.content.decode()


def test_one_says_oneself_when_one_is_away_but_not_for_others(company: Company, sign_in: SignIn) -> None:
    days = {"away_from": "2026-12-24", "away_to": "2026-12-31"}
    client = sign_in(company.agent)
    client.post(f"/people/{company.agent.pk}/away/", days)
    company.agent.refresh_from_db()
    assert company.agent.is_away(date(2026, 12, 25))
    assert client.post(f"/people/{company.colleague.pk}/away/", days).status_code == 403


def test_days_away_that_end_before_they_begin_are_refused(company: Company, sign_in: SignIn) -> None:
    for days in ({"away_from": "2026-12-31", "away_to": "2026-12-24"}, {"away_to": "2026-12-24"}):
        assert sign_in(company.agent).post(f"/people/{company.agent.pk}/away/", days).status_code == 422


def test_duties_are_given_and_taken_back(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.administrator)
    client.post(f"/people/{company.agent.pk}/duties/", {"duties": ["policy_owner"]})
    assert Person.objects.get(pk=company.agent.pk).has_duty("policy_owner")
    client.post(f"/people/{company.agent.pk}/duties/", {})
    assert not Person.objects.get(pk=company.agent.pk).duty_kinds


def test_one_administrator_always_stays(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.administrator)
    assert client.post(f"/people/{company.administrator.pk}/duties/", {}).status_code == 403
    assert client.post(f"/people/{company.administrator.pk}/working/", {"working": "no"}).status_code == 403
    assert Person.objects.get(pk=company.administrator.pk).has_duty("administrator")


def test_an_entry_is_closed_and_opened_again(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.administrator)
    for word, active in (("no", False), ("yes", True)):
        client.post(f"/people/{company.agent.pk}/working/", {"working": word})
        company.agent.refresh_from_db()
        assert company.agent.is_active is active


def test_only_administrators_change_people(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.director)
    for act in ("change", "duties", "invite", "working"):
        assert client.post(f"/people/{company.agent.pk}/{act}/").status_code == 403
