"""How long pages take over HTTP, signed in as an agent, one request after the other."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bench.desk_filling import AGENT, COMMON, RARE
from doable.desk import queueing
from doable.desk.models import Case, Person, SavedView
from tests.installation import Installation, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST, SECONDS = 150, 8.0


@dataclass(frozen=True, slots=True)
class Taken:
    """What requests took: in the order of their length, and the server's own work on each."""

    seconds: list[float]
    worked: float

    def at(self, share: float) -> float:
        """Milliseconds within which such a share of them was answered."""
        return self.seconds[min(int(len(self.seconds) * share), len(self.seconds) - 1)] * 1e3


def paths() -> dict[str, list[str]]:
    """The pages that are measured, each with the addresses that are asked for in turn."""
    agent = Person.objects.get(record_id=AGENT)
    first = queueing.page(agent, queueing.Filters())
    view, _new = SavedView.objects.get_or_create(
        person=agent, name="Angry, nobody's", query="owner=nobody&emotion=annoyed&waiting=any"
    )
    seen = Case.objects.filter(function=agent.function)
    some = random.Random(3).sample(list(seen.values_list("pk", flat=True)), 100)
    waiting = list(seen.filter(state="open", waiting="us").values_list("pk", flat=True)[:100])
    return {
        "queue": ["/"],
        "queue, next page": [f"/?{urlencode({'after': str(first.following)})}"],
        "queue, one verdict": ["/?verdict=needs_approval"],
        "queue, everybody's, two filters": ["/?owner=anybody&waiting=any&verdict=doable&channel=email"],
        "queue, settled": ["/?state=settled&owner=anybody"],
        "queue, with words": [f"/?{urlencode({'q': COMMON, 'owner': 'anybody'})}"],
        "queue, a saved view": [f"/?{view.query}"],
        "case": [f"/cases/{pk}/" for pk in some],
        "case that waits for us": [f"/cases/{pk}/" for pk in waiting],
        "search, a rare word": [f"/search/?q={RARE}"],
        "search, a common word": [f"/search/?q={COMMON}"],
        "customers": ["/customers/"],
        "customers, found by words": ["/customers/?q=hirsch"],
    }


def cookie() -> str:
    """What a browser holds after signing in as an agent."""
    agent = Person.objects.get(record_id=AGENT)
    session = SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def ask(installation: Installation, addresses: Iterable[str], signed_in: str) -> Taken:
    """Ask for these again and again, for so long or so often."""
    connection = HTTPConnection(installation.address, timeout=60)
    turns = cycle(addresses)
    for address in islice(turns, 3):
        _answered(connection, address, signed_in)
    pid = installation.running["serve"].pid
    taken: list[float] = []
    before, until = seconds_of(pid), time.perf_counter() + SECONDS
    while len(taken) < MOST and (time.perf_counter() < until or len(taken) < 20):
        taken.append(_answered(connection, next(turns), signed_in))
    worked = (seconds_of(pid) - before) / len(taken)
    connection.close()
    return Taken(sorted(taken), worked * 1e3)


def _answered(connection: HTTPConnection, address: str, signed_in: str) -> float:
    start = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": signed_in})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200 or b"</html>" not in body:
        raise RuntimeError(f"{address} answers {response.status}: {body[:300]!r}")
    return time.perf_counter() - start
