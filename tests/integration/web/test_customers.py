from datetime import date

from django.utils import timezone

from doable.desk.models import Customer, Reply
from doable.web.customers import views
from tests.company import Company
from tests.integration.web.conftest import Open, SignIn


def test_customers_are_listed_with_their_open_cases(
    company: Company, sign_in: SignIn, open_case: Open
) -> None:
    open_case(company.hirsch)
    open_case(company.hirsch, state="settled")
    shown = sign_in(company.agent).get("/customers/").context["customers"]
    numbers = {each.name: each.open_cases for each in shown}
    assert (numbers["Ms Hirsch"], numbers["Mr Okafor"]) == (1, 0)


def test_pages_of_customers_leave_nobody_out(company: Company) -> None:
    Customer.objects.update(name="Same Name")
    seen: list[int] = []
    after = ("", "")
    while found := list(views._following(*after)[:20]):
        seen += [each.pk for each in found]
        after = (found[-1].name, str(found[-1].pk))
    assert sorted(seen) == sorted(Customer.objects.values_list("pk", flat=True))


def test_a_customer_is_shown_with_record_orders_and_addresses(company: Company, sign_in: SignIn) -> None:
    page = sign_in(company.agent).get(f"/customers/{company.hirsch.pk}/").content.decode()
    for shown in (
        "Ms Hirsch",
        "K-10401",
        "hirsch@mail.example",
        "Orders",
        "CC-48219",
        "€\u00a021.90",
        "1 Oct 2026",
    ):
        assert shown in page


def test_of_a_customers_cases_only_those_one_may_see_are_shown(
    company: Company, sign_in: SignIn, open_case: Open
) -> None:
    open_case(company.hirsch, subject="Seen by support")
    open_case(company.hirsch, subject="Seen by finance", function="finance")
    page = sign_in(company.agent).get(f"/customers/{company.hirsch.pk}/").content.decode()
    assert "Seen by support" in page
    assert "Seen by finance" not in page


def test_open_promises_are_shown(company: Company, sign_in: SignIn, open_case: Open) -> None:
    case, now = open_case(company.hirsch), timezone.now()
    reply = Reply.objects.create(case=case, text="We will.", changed_at=now, sent_at=now)
    case.promises.create(
        reply=reply, what="pay the refund", who="accounting", by=date(2026, 10, 20), made_at=now
    )
    page = sign_in(company.agent).get(f"/customers/{company.hirsch.pk}/").content.decode()
    assert "pay the refund" in page
    assert "by 20 Oct" in page
