from django.utils import timezone

from doable.desk import sealing
from doable.desk.models import Event, Job
from tests.company import Company
from tests.integration.web.conftest import SignIn


def dead() -> Job:
    now = timezone.now()
    told = {
        "at": now.isoformat(),
        "error": "builtins.OSError",
        "message": "no way there",
        "traceback": "a.py:1 go",
    }
    return Job.objects.create(
        task="doable.desk.delivering.deliver",
        enqueued_at=now,
        run_at=now,
        dead_at=now,
        attempts=9,
        errors=[told],
    )


def test_a_job_that_was_given_up_is_shown_with_its_error(company: Company, sign_in: SignIn) -> None:
    dead()
    page = sign_in(company.administrator).get("/administration/").content.decode()
    for shown in ("Deliver", "OSError: no way there", "a.py:1 go", "after 9 tries"):
        assert shown in page


def test_a_dead_letter_runs_again(company: Company, sign_in: SignIn) -> None:
    job = dead()
    sign_in(company.administrator).post(f"/administration/jobs/{job.pk}/rerun/")
    job.refresh_from_db()
    assert job.dead_at is None


def test_a_dead_letter_is_given_up(company: Company, sign_in: SignIn) -> None:
    job = dead()
    sign_in(company.administrator).post(f"/administration/jobs/{job.pk}/discard/")
    assert not Job.objects.filter(pk=job.pk).exists()


def test_a_job_that_is_alive_is_left_alone(company: Company, sign_in: SignIn) -> None:
    job = dead()
    Job.objects.filter(pk=job.pk).update(dead_at=None)
    for act in ("rerun", "discard"):
        assert sign_in(company.administrator).post(f"/administration/jobs/{job.pk}/{act}/").status_code == 404
    assert Job.objects.filter(pk=job.pk).exists()


def test_the_log_is_checked_on_demand(company: Company, sign_in: SignIn) -> None:
    sealing.seal_some()
    client = sign_in(company.administrator)
    assert "It holds from the first event to the last" in client.get("/administration/log/").content.decode()
    Event.objects.filter(place=1).update(kind="nothing_happened")
    assert "It does not hold" in client.get("/administration/log/").content.decode()


def test_the_version_of_the_book_that_decides_is_marked(company: Company, sign_in: SignIn) -> None:
    assert "decides now" in sign_in(company.administrator).get("/administration/").content.decode()
