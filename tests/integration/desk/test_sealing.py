"""The log of events: nobody changes or removes one unseen."""

import json
from datetime import timedelta

import pytest

from doable.desk import sealing
from doable.desk.models import Case, Event, Payload
from doable.desk.models.events import record
from tests.company import NOW, Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Event]:
    """Five events, bound together."""
    for number in range(5):
        record(None, "noted", by=None, now=NOW + timedelta(seconds=number), number=number)
    sealing.seal.func()
    return list(Event.objects.order_by("place"))


def told() -> list[tuple[int, str]]:
    return [(fault.place, fault.because) for fault in sealing.faults()]


def test_a_chain_that_nobody_touched_holds(chain: list[Event]) -> None:
    assert told() == []
    assert sealing.head() == sealing.Head(5, chain[-1].link)


def test_new_events_are_bound_to_those_before(chain: list[Event]) -> None:
    record(None, "noted", by=None, now=NOW)
    assert sealing.seal_some() == 1
    assert sealing.seal_some() == 0
    assert (told(), sealing.head().place) == ([], 6)


def test_a_changed_event_is_found(chain: list[Event]) -> None:
    Event.objects.filter(pk=chain[2].pk).update(at=NOW - timedelta(days=1))
    assert (3, "this event, or the one before it, is not as it was written") in told()


def test_a_changed_payload_is_found(chain: list[Event]) -> None:
    payload = Payload.objects.get(event=chain[2])
    payload.data = json.dumps({**json.loads(payload.data), "number": 99})
    payload.save()
    assert told() == [(3, "what this event tells was changed")]


def test_two_events_that_changed_places_are_found(chain: list[Event]) -> None:
    first, second = chain[1], chain[2]
    Event.objects.filter(pk=first.pk).update(place=99)
    Event.objects.filter(pk=second.pk).update(place=first.place)
    Event.objects.filter(pk=first.pk).update(place=second.place)
    assert [place for place, _ in told()] == [2, 3, 4]


def test_a_removed_event_is_missed(chain: list[Event]) -> None:
    chain[2].delete()
    assert told() == [(3, "1 event is missing here")]


def test_removed_events_at_the_end_are_missed_by_the_head_that_was_kept(chain: list[Event]) -> None:
    kept = sealing.head()
    chain[4].delete()
    assert sealing.head() != kept


def test_an_event_given_to_somebody_elses_case_is_found(chain: list[Event]) -> None:
    case = Case.objects.create(channel="memory", function="support", opened_at=NOW, last_at=NOW)
    Event.objects.filter(pk=chain[2].pk).update(case=case)
    assert told() == [(3, "this event was given to another case or person")]


def test_what_was_erased_leaves_the_chain_whole(chain: list[Event]) -> None:
    Payload.objects.filter(event=chain[2]).delete()
    assert told() == []


def test_people_and_cases_that_are_gone_leave_the_chain_whole(company: Company) -> None:
    case = Case.objects.create(channel="memory", function="support", opened_at=NOW, last_at=NOW)
    record(case, "noted", by=company.agent, now=NOW)
    sealing.seal.func()
    case.delete()
    assert told() == []
