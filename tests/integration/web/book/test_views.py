from django.test import Client

from doable.desk import books
from tests.company import Company
from tests.integration.web.conftest import SignIn


def test_the_book_says_its_version_its_digest_and_all_asks(company: Company, sign_in: SignIn) -> None:
    page = sign_in(company.agent).get("/book/").content.decode()
    contents = books.in_force().contents
    assert contents.version in page
    assert contents.digest in page
    for name in contents.asks:
        assert f"/book/asks/{name}/" in page


def test_every_rule_of_every_ask_has_its_anchor(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.agent)
    for ask in books.in_force().contents.asks.values():
        page = client.get(f"/book/asks/{ask.name}/").content.decode()
        for rule in ask.every_rule():
            assert f'id="{rule.id}"' in page


def test_a_rule_is_told_in_plain_words(company: Company, sign_in: SignIn) -> None:
    page = sign_in(company.agent).get("/book/asks/refund/").content.decode()
    for told in ("days since delivery is from 0 to 30", "item opened: no", "Terms 2.1", "Otherwise"):
        assert told in page


def test_words_are_found_in_rules_and_lead_to_them(company: Company, sign_in: SignIn) -> None:
    page = sign_in(company.agent).get("/book/", {"q": "made for you alone"}).content.decode()
    assert "/book/asks/refund/#refund.made_to_measure" in page


def test_what_is_sought_is_text(company: Company, sign_in: SignIn) -> None:
    page = sign_in(company.agent).get("/book/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "Nothing in the book says this" in page


def test_an_ask_that_is_not_in_the_book_is_not_there(company: Company, sign_in: SignIn) -> None:
    assert sign_in(company.agent).get("/book/asks/free_beer/").status_code == 404


def test_the_book_is_for_people_of_the_company(company: Company, sign_in: SignIn) -> None:
    assert Client().get("/book/")["Location"].startswith("/account/login/")
    assert sign_in(company.policy_owner).get("/book/").status_code == 200
    assert sign_in(company.agent).post("/book/").status_code == 405
