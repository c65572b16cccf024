"""Every address of the desk: whom it lets in, by which method, with which headers."""

from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from doable.web.middleware import POLICY
from tests.company import Company
from tests.integration.web.conftest import SignIn

OPEN = ("healthz", "account/", "invitation/", "request/", "media/")
VALUES = {"int:pk": "1", "str:token": "x", "path:path": "x", "slug:name": "x", "str:name": "x"}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def guarded() -> list[tuple[str, object]]:
    """The doors of the desk itself; other areas bring their own tests."""
    mine = ("queue", "search", "customers", "people", "settings", "administration")
    return [
        (route, view)
        for route, view in addresses(get_resolver().url_patterns)
        if (route == "" or route.startswith(mine)) and not route.startswith(OPEN)
    ]


DOORS = guarded()


def filled(route: str) -> str:
    for name, value in VALUES.items():
        route = route.replace(f"<{name}>", value)
    return f"/{route}"


def test_a_stranger_is_led_to_sign_in(company: Company) -> None:
    for route, view in DOORS:
        for method in view.methods:  # type: ignore[attr-defined]  # set by the guard
            answer = Client().generic(method, filled(route))
            assert answer.status_code == 302, route
            assert answer["Location"].startswith("/account/login/"), route


def test_a_door_takes_only_its_methods(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.administrator)
    for route, view in DOORS:
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(view.methods):  # type: ignore[attr-defined]  # set by the guard
            assert client.generic(method, filled(route)).status_code == 405, route


def test_every_page_of_the_desk_has_a_door(db: None) -> None:
    assert [route for route, view in DOORS if not hasattr(view, "methods")] == []
    assert len(DOORS) > 20


def test_what_is_for_administrators_is_closed_to_others_with_the_reason(
    company: Company, sign_in: SignIn
) -> None:
    for path in ("/administration/", "/settings/company/", "/people/new/", "/administration/log/"):
        for person in (company.agent, company.director, company.policy_owner):
            answer = sign_in(person).get(path)
            assert answer.status_code == 403
            assert "administrator" in answer.content.decode()


def test_somebody_without_a_grade_sees_no_customers(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.administrator)
    assert client.get("/customers/").status_code == 403
    assert client.get(f"/customers/{company.hirsch.pk}/").status_code == 403
    assert client.get("/search/?q=hirsch").status_code == 403


def test_a_part_of_a_page_asks_for_the_whole_one_when_nobody_is_signed_in(company: Company) -> None:
    answer = Client().get("/customers/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (401, "true")


def test_every_answer_says_what_it_may_load(company: Company) -> None:
    for path in ("/account/login/", "/healthz", "/nowhere", "/static/nothing.css"):
        assert Client().get(path)["Content-Security-Policy"] == POLICY


def test_a_form_without_its_token_is_refused_in_words(company: Company) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(company.agent)
    answer = client.post("/settings/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert "too old to be sent" in answer.content.decode()


def test_a_page_that_is_not_there_says_so_in_words(company: Company, sign_in: SignIn) -> None:
    answer = sign_in(company.agent).get("/customers/99999/")
    assert answer.status_code == 404
    assert "There is no such customer." in answer.content.decode()


def test_the_desk_says_that_it_is_fine(db: None) -> None:
    assert Client().get("/healthz").content == b"fine\n"


def test_without_a_book_the_page_says_what_to_do(db: None) -> None:
    from doable.desk.models import Person, Publication  # noqa: PLC0415

    Publication.objects.all().delete()
    client = Client()
    client.force_login(Person.objects.create_user("ada@copperline.example", name="Ada"))
    answer = client.get("/search/?q=x")
    assert answer.status_code == 503
    assert "no policy book yet" in answer.content.decode()
