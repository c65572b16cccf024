"""The cases before and after one in the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from doable.desk.models.cases import OPEN, US
from doable.desk.queueing import Filters, Place, legs_of, page

if TYPE_CHECKING:
    from doable.desk.models import Case, Person


def neighbours(case: Case, person: Person) -> tuple[Case | None, Case | None]:
    """The previous and the next case of one's queue; of a case that is done with, its first as the next."""
    queue = Filters()
    if case.state != OPEN or case.waiting != US:
        first = page(person, queue, size=1).cases
        return None, next((each for each in first if each.pk != case.pk), None)
    after = page(person, queue, Place(case.turn_at, case.pk), size=1).cases
    return _before(case, person, queue), after[0] if after else None


def _before(case: Case, person: Person, queue: Filters) -> Case | None:
    sooner = Q(turn_at__lt=case.turn_at) | Q(turn_at=case.turn_at, id__lt=case.pk)
    order = ("-owner_id", "-turn_at", "-id")  # the legs' own order from its end
    legs = (leg.filter(turn_at__lte=case.turn_at).filter(sooner) for leg in legs_of(person, queue))
    found = [each for leg in legs for each in leg.order_by(*order)[:1]]
    return max(found, key=lambda each: (each.turn_at, each.pk), default=None)
