from django.utils import timezone

from doable.desk import queueing
from doable.desk.models import SavedView
from doable.desk.queueing import ANY, ANYBODY, ME, NOBODY, Filters
from tests.company import Company
from tests.integration.web.conftest import Open, SignIn


def test_what_waits_longest_stands_first(company: Company, open_case: Open) -> None:
    young, old = open_case(hours=1), open_case(hours=9)
    assert list(queueing.page(company.agent, Filters()).cases) == [old, young]


def test_a_case_with_a_due_time_stands_where_it_is_due(company: Company, open_case: Open) -> None:
    waiting = open_case(hours=1)
    later = open_case(hours=9, due_at=timezone.now())
    assert list(queueing.page(company.agent, Filters()).cases) == [waiting, later]


def test_to_do_are_my_cases_and_nobodys_but_not_a_colleagues(company: Company, open_case: Open) -> None:
    mine, free = open_case(hours=3, owner=company.agent), open_case(hours=2)
    open_case(owner=company.colleague)
    assert list(queueing.page(company.agent, Filters()).cases) == [mine, free]


def test_cases_of_another_function_are_not_seen_unless_they_are_mine(
    company: Company, open_case: Open
) -> None:
    open_case(function="finance")
    own = open_case(function="finance", owner=company.agent)
    everything = Filters(owner=ANYBODY, waiting=ANY)
    assert list(queueing.page(company.agent, everything).cases) == [own]
    assert len(queueing.page(company.director, everything).cases) == 2


def test_somebody_without_a_grade_sees_no_case(company: Company, open_case: Open) -> None:
    open_case()
    assert not queueing.page(company.administrator, Filters(owner=ANYBODY, waiting=ANY)).cases


def test_a_case_from_two_legs_is_shown_once(company: Company, open_case: Open) -> None:
    case = open_case(owner=company.agent)
    assert list(queueing.page(company.agent, Filters(owner=ANYBODY, waiting=ANY)).cases) == [case]


def test_pages_follow_each_other_without_a_gap(company: Company, open_case: Open) -> None:
    cases = [open_case(hours=9, owner=company.agent if n % 2 else None) for n in range(7)]
    at = cases[0].last_at
    type(cases[0]).objects.update(last_at=at)
    seen, after = [], None
    while True:
        shown = queueing.page(company.agent, Filters(), after, size=3)
        seen += shown.cases
        after = shown.following
        if after is None:
            break
    assert [case.pk for case in seen] == sorted(case.pk for case in cases)


def test_settled_cases_are_shown_the_last_first(company: Company, open_case: Open) -> None:
    old, young = open_case(hours=9, state="settled"), open_case(hours=1, state="settled")
    settled = Filters(state="settled", owner=ANYBODY)
    first = queueing.page(company.agent, settled, size=1)
    assert list(first.cases) == [young]
    assert list(queueing.page(company.agent, settled, first.following, size=1).cases) == [old]


def test_filters_narrow_what_is_shown(company: Company, open_case: Open) -> None:
    wanted = open_case(verdict="clarify", emotion="angry", text="the pump leaks again")
    open_case(verdict="declined", text="the pump is fine")
    for filters in (Filters(verdict="clarify"), Filters(emotion="angry"), Filters(q="leak")):
        assert list(queueing.page(company.agent, filters).cases) == [wanted]


def test_counts_end_at_what_is_shown(company: Company, open_case: Open) -> None:
    open_case()
    open_case(owner=company.agent)
    assert [queueing.count(company.agent, Filters(owner=owner)) for owner in (ME, NOBODY)] == [1, 1]


def test_the_page_shows_the_cases(company: Company, sign_in: SignIn, open_case: Open) -> None:
    open_case(company.hirsch, verdict="clarify", emotion="angry", subject="", text="Where is my jug?")
    page = sign_in(company.agent).get("/").content.decode()
    for shown in ("Ms Hirsch", "Where is my jug?", 'data-verdict="clarify"', "Angry", "Take"):
        assert shown in page


def test_an_empty_queue_says_what_would_be_here(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.agent)
    assert "All done for now" in client.get("/").content.decode()
    assert "Nothing fits all of this" in client.get("/?verdict=refer").content.decode()


def test_a_wrong_address_shows_the_queue_and_what_was_left_out(company: Company, sign_in: SignIn) -> None:
    answer = sign_in(company.agent).get("/?state=lost&after=nowhere&owner=%00")
    assert answer.status_code == 200
    assert "`state` can&#x27;t be `lost`" in answer.content.decode()


def test_taking_a_case_makes_it_ones_own(company: Company, sign_in: SignIn, open_case: Open) -> None:
    case = open_case()
    sign_in(company.agent).post(f"/queue/take/{case.pk}/")
    case.refresh_from_db()
    assert case.owner == company.agent


def test_a_colleagues_case_is_not_taken_but_told_why(
    company: Company, sign_in: SignIn, open_case: Open
) -> None:
    case = open_case(owner=company.colleague)
    answer = sign_in(company.agent).post(f"/queue/take/{case.pk}/")
    assert answer.status_code == 403
    assert "in good hands" in answer.content.decode()


def test_another_functions_case_is_not_there(company: Company, sign_in: SignIn, open_case: Open) -> None:
    case = open_case(function="finance")
    assert sign_in(company.agent).post(f"/queue/take/{case.pk}/").status_code == 404


def test_after_taking_nobody_is_sent_to_another_site(
    company: Company, sign_in: SignIn, open_case: Open
) -> None:
    answer = sign_in(company.agent).post(f"/queue/take/{open_case().pk}/", {"next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_view_is_kept_under_its_name_and_dropped(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.agent)
    client.post("/queue/views/", {"name": "Angry ones", "query": "emotion=angry&bogus=1"})
    view = SavedView.objects.get(person=company.agent)
    assert (view.name, view.query) == ("Angry ones", "emotion=angry")
    assert "Angry ones" in client.get("/").content.decode()
    client.post(f"/queue/views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name(company: Company, sign_in: SignIn) -> None:
    client = sign_in(company.agent)
    client.post("/queue/views/", {"name": " ", "query": ""})
    assert not SavedView.objects.exists()
    assert "give it a name" in client.get("/").content.decode()


def test_nobody_drops_a_colleagues_view(company: Company, sign_in: SignIn) -> None:
    view = SavedView.objects.create(person=company.colleague, name="Theirs", query="")
    assert sign_in(company.agent).post(f"/queue/views/{view.pk}/drop/").status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_whoever_has_no_grade_is_led_to_people(company: Company, sign_in: SignIn) -> None:
    assert sign_in(company.administrator).get("/")["Location"] == "/people/"
