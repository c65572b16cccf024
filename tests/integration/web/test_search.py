import pytest

from doable.desk import searching
from tests.company import Company
from tests.integration.web.conftest import Open, SignIn


def test_a_case_is_found_by_what_was_said(company: Company, open_case: Open) -> None:
    case = open_case(text="The milk jug arrived with a crack")
    assert list(searching.find_cases(company.agent, "crack jug")) == [case]
    assert list(searching.find_cases(company.agent, "arriv")) == [case]


def test_a_case_is_found_by_its_number(company: Company, open_case: Open) -> None:
    case = open_case()
    assert case in searching.find_cases(company.agent, f"#{case.pk}")


def test_what_one_may_not_see_is_not_found(company: Company, open_case: Open) -> None:
    open_case(function="finance", text="a secret crack")
    assert not searching.find_cases(company.agent, "crack")
    assert searching.find_cases(company.director, "crack")


def test_of_very_many_hits_the_newest_are_looked_at(
    company: Company, open_case: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "HITS", 2)
    first, second, third = (open_case(text="the same crack") for _ in range(3))
    assert set(searching.find_cases(company.agent, "crack")) == {second, third}
    assert list(searching.find_cases(company.agent, str(first.pk))) == [first]


def test_no_text_breaks_the_search(company: Company, open_case: Open) -> None:
    open_case()
    for text in ("", "  ", '"', "AND OR NOT", "* ^ : ( )", "' or 1=1 --", "a" * 5000, "\x00", "日本", "&|!"):
        assert len(searching.find_cases(company.agent, text)) == 0
        assert len(searching.find_customers(text)) == 0


def test_a_customer_is_found_by_name_and_by_the_number_of_an_order(company: Company) -> None:
    searching.index_customer(company.hirsch)
    for sought in ("hirsch", "CC-48219", "hirsch@mail.example", "K-10401"):
        assert company.hirsch in searching.find_customers(sought)


def test_a_case_indexed_again_is_found_once_and_by_its_new_words(company: Company, open_case: Open) -> None:
    case = open_case(text="old words")
    case.messages.update(text="new words")
    searching.index(case)
    assert not searching.find_cases(company.agent, "old")
    assert list(searching.find_cases(company.agent, "new")) == [case]


def test_the_page_shows_cases_and_customers(company: Company, sign_in: SignIn, open_case: Open) -> None:
    searching.index_customer(company.hirsch)
    open_case(company.hirsch, subject="A jug")
    page = sign_in(company.agent).get("/search/?q=hirsch").content.decode()
    assert "A jug" in page
    assert f"/customers/{company.hirsch.pk}/" in page


def test_words_that_look_like_markup_are_shown_as_words(company: Company, sign_in: SignIn) -> None:
    page = sign_in(company.agent).get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert "Nothing found" in page
