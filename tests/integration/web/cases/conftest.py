"""Cases as customers opened them: one outside the terms, one that nobody can be sure of."""

import pytest
from django.utils import timezone

from doable.desk.incoming import CLAIMED
from doable.desk.models import Case
from tests.company import Company, case_of

JUG = "May I send the milk jug from order CC-48219 back and have the 21.90 returned?"


@pytest.fixture
def late(company: Company) -> Case:
    """Ms Hirsch wants money back for what was delivered long ago: the book says no."""
    return case_of(JUG, "hirsch@mail.example", now=timezone.now())


@pytest.fixture
def unsure(company: Company) -> Case:
    """Somebody writes under Ms Hirsch's address, and nothing proves that it is hers."""
    return case_of(
        JUG,
        "hirsch@mail.example",
        identity=CLAIMED,
        key="claimed",
        sender_name="<b>Hirsch</b>",
        now=timezone.now(),
    )


@pytest.fixture
def dear(company: Company) -> Case:
    """Mr Tolland wants more back than an agent may promise."""
    text = "My Duo (CC-48391) went bang this morning. I would like my 1,190 euros back."
    return case_of(text, "tolland@mail.example", now=timezone.now())
