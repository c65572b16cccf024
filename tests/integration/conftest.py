"""A company for the tests of a module, founded once."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.company import Company, found


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    """The company, for all tests of a module; gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield found()
        transaction.set_rollback(True)


@pytest.fixture
def company(founded: Company, db: None) -> Company:
    """The company, as it was founded."""
    return Company(**{name: type(one).objects.get(pk=one.pk) for name, one in vars(founded).items()})
