"""A reply that did not arrive can be sent once more, in the same words."""

import pytest

from doable.desk import delivering, drafting, sending
from doable.desk.models import Outgoing
from tests import company
from tests.company import NOW

pytestmark = pytest.mark.django_db


def test_the_same_words_leave_again() -> None:
    who = company.found()
    case = company.case_of("Where is order CC-48219?", "hirsch@mail.example")
    text = drafting.draft(case, now=NOW).text
    first = sending.send(case, text, by=who.agent, now=NOW)
    delivering.give_up(first.outgoing, "the mailbox is full", now=NOW)
    case.refresh_from_db()

    again = sending.send(case, text, by=who.agent, now=NOW)

    assert again != first
    assert Outgoing.objects.filter(case=case, failed_at=None).get().reply == again


def test_the_same_words_leave_once_where_nothing_kept_them() -> None:
    who = company.found()
    case = company.case_of("Where is order CC-48219?", "hirsch@mail.example")
    text = drafting.draft(case, now=NOW).text
    first = sending.send(case, text, by=who.agent, now=NOW)

    assert sending.send(case, text, by=who.agent, now=NOW) == first
    assert Outgoing.objects.filter(case=case).count() == 1
