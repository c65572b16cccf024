from dataclasses import replace

from tests.company import Company
from tests.integration.web.conftest import SignIn


def test_name_and_signature_are_saved(company: Company, sign_in: SignIn) -> None:
    sign_in(company.agent).post("/settings/", {"name": "Ayla D.", "signature": "Ayla", "grade": "director"})
    company.agent.refresh_from_db()
    assert (company.agent.name, company.agent.signature, company.agent.grade) == ("Ayla D.", "Ayla", "agent")


def test_colours_are_kept_with_the_person(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.agent)
    for wanted, kept in (("plaid", "system"), ("dark", "dark"), ("light", "light")):
        assert client.post("/settings/theme", {"theme": wanted, "next": "/people/"})["Location"] == "/people/"
        assert f'data-theme="{kept}"' in client.get("/people/").content.decode()


def test_switching_colours_sends_nobody_to_another_site(company: Company, sign_in: SignIn) -> None:
    answer = sign_in(company.agent).post("/settings/theme", {"theme": "dark", "next": "//evil.example"})
    assert answer["Location"] == "/settings/"


def test_settings_of_the_installation_show_no_password(
    company: Company, sign_in: SignIn, settings: object
) -> None:
    settings.DOABLE = replace(  # type: ignore[attr-defined]  # pytest-django's
        settings.DOABLE,  # type: ignore[attr-defined]  # pytest-django's
        smtp_url="smtps://desk:geheim@mail.example:465",
        secret_key="geheim-too",
    )
    page = sign_in(company.administrator).get("/settings/company/").content.decode()
    assert "mail.example:465" in page
    assert "geheim" not in page
