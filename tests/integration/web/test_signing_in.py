from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.utils import timezone

from doable.desk import inviting
from doable.desk.models import Event, Invitation, Person
from tests.company import Company
from tests.integration.web.conftest import SignIn

PASSWORD = "two jugs and a grinder"


@pytest.fixture
def asked(company: Company, settings: object) -> Company:
    """The company, where whoever approves needs a second factor."""
    settings.DOABLE = replace(settings.DOABLE, second_factor="approvers")  # type: ignore[attr-defined]  # pytest-django's
    return company


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def test_a_person_signs_in_with_address_and_password(company: Company) -> None:
    client = Client()
    person = with_password(company.agent)
    answer = client.post("/account/login/", {"login": person.email.upper(), "password": PASSWORD})
    assert answer["Location"] == "/"
    assert client.get("/settings/").status_code == 200


def test_a_wrong_password_is_said_without_telling_who_is_here(company: Company) -> None:
    with_password(company.agent)
    known = Client().post("/account/login/", {"login": company.agent.email, "password": "wrong"})
    unknown = Client().post("/account/login/", {"login": "nobody@copperline.example", "password": "wrong"})
    told = [list(answer.context["form"].non_field_errors()) for answer in (known, unknown)]
    assert told[0]
    assert told[0] == told[1]


def test_guessing_is_stopped_after_some_tries(company: Company) -> None:
    with_password(company.agent)
    client = Client()
    for _ in range(6):
        client.post("/account/login/", {"login": company.agent.email, "password": "wrong"})
    answer = client.post("/account/login/", {"login": company.agent.email, "password": PASSWORD})
    assert answer.status_code != 302
    assert "Too many" in answer.content.decode()


def test_nobody_signs_up(company: Company) -> None:
    assert "by invitation" in Client().get("/account/signup/").content.decode()
    Client().post("/account/signup/", {"email": "eve@evil.example", "password1": PASSWORD})
    assert not Person.objects.filter(email="eve@evil.example").exists()


def test_who_left_is_signed_out_at_once(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.agent)
    Person.objects.filter(pk=company.agent.pk).update(is_active=False)
    assert client.get("/settings/").status_code == 302


def test_who_approves_is_led_to_a_second_factor_before_anything_else(asked: Company, sign_in: SignIn) -> None:
    for person in (asked.supervisor, asked.policy_owner, asked.administrator):
        assert sign_in(person).get("/people/")["Location"] == "/account/factor/totp/activate/"


def test_who_does_not_approve_needs_none(asked: Company, sign_in: SignIn) -> None:
    assert sign_in(asked.agent).get("/people/").status_code == 200


def test_everyone_or_nobody_may_be_asked_for_one(company: Company, sign_in: SignIn, settings: object) -> None:
    settings.DOABLE = replace(settings.DOABLE, second_factor="everyone")  # type: ignore[attr-defined]  # pytest-django's
    assert sign_in(company.agent).get("/people/").status_code == 302
    settings.DOABLE = replace(settings.DOABLE, second_factor="nobody")  # type: ignore[attr-defined]  # pytest-django's
    assert sign_in(company.supervisor).get("/people/").status_code == 200


def test_who_has_a_second_factor_is_asked_for_it(asked: Company) -> None:
    person, secret, client = with_password(asked.supervisor), generate_totp_secret(), Client()
    TOTP.activate(person, secret)
    answer = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == "/account/factor/authenticate/"
    assert client.get("/people/")["Location"].startswith("/account/login/")
    assert "six digits" in client.get("/account/factor/authenticate/").content.decode()
    assert client.post("/account/factor/authenticate/", {"code": code(secret)})["Location"] == "/"
    assert client.get("/people/").status_code == 200


def test_setting_up_an_app_ends_at_recovery_codes(asked: Company) -> None:
    client, person = Client(), with_password(asked.supervisor)
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/factor/totp/activate/")
    assert "data:image/svg+xml" in page.content.decode()
    answer = client.post("/account/factor/totp/activate/", {"code": code(page.context["form"].secret)})
    assert answer["Location"] == "/account/factor/recovery-codes/"
    codes = client.get(answer["Location"]).content.decode()
    assert codes.count("<code>") == 10
    assert client.get("/people/").status_code == 200


def test_each_page_of_second_factors_is_the_desks_own(company: Company) -> None:
    client, person = Client(), with_password(company.agent)
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    for path in (
        "",
        "recovery-codes/generate/",
        "recovery-codes/",
        "webauthn/",
        "webauthn/add/",
        "totp/deactivate/",
    ):
        answer = client.get(f"/account/factor/{path}")
        assert answer.status_code == 200, path
        assert 'class="page ' in answer.content.decode(), path


def test_an_invitation_lets_a_person_choose_a_password_and_come_in(company: Company) -> None:
    client = Client()
    token = inviting.invite(company.agent, company.administrator, timezone.now())
    assert "Welcome, Ayla" in client.get(f"/invitation/{token}/").content.decode()
    answer = client.post(f"/invitation/{token}/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer["Location"] == "/"
    assert client.get("/settings/").status_code == 200
    assert Event.objects.filter(kind="invitation_accepted", by=company.agent).exists()


def test_looking_at_an_invitation_uses_nothing_up(company: Company) -> None:
    token = inviting.invite(company.agent, None, timezone.now())
    for _ in range(3):
        assert Client().get(f"/invitation/{token}/").status_code == 200
    assert Invitation.objects.get().used_at is None


def test_a_weak_password_is_refused_and_the_invitation_stays(company: Company) -> None:
    token = inviting.invite(company.agent, None, timezone.now())
    answer = Client().post(f"/invitation/{token}/", {"new_password1": "short", "new_password2": "short"})
    assert "too short" in answer.content.decode()
    assert inviting.find(token, timezone.now()) is not None


def test_an_invitation_works_once(company: Company) -> None:
    token = inviting.invite(company.agent, None, timezone.now())
    words = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    Client().post(f"/invitation/{token}/", words)
    answer = Client().post(f"/invitation/{token}/", words)
    assert answer.status_code == 410
    assert "lets nobody in" in answer.content.decode()
    assert inviting.accept(token, "another one of them", timezone.now()) is None


def test_an_invitation_ends_after_its_days_and_with_a_newer_one(company: Company) -> None:
    now = timezone.now()
    first = inviting.invite(company.agent, None, now)
    second = inviting.invite(company.agent, None, now)
    assert inviting.find(first, now + timedelta(seconds=1)) is None
    assert inviting.find(second, now) is not None
    assert inviting.find(second, now + inviting.LASTS) is None


def test_only_the_digest_of_a_token_is_kept(company: Company) -> None:
    token = inviting.invite(company.agent, None, timezone.now())
    assert token not in str(Invitation.objects.values().get())


def test_an_invitation_is_over_for_who_left(company: Company) -> None:
    token = inviting.invite(company.agent, None, timezone.now())
    Person.objects.filter(pk=company.agent.pk).update(is_active=False)
    assert Client().get(f"/invitation/{token}/").status_code == 410
