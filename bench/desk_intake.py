"""How many messages a desk takes in, reads, decides and drafts a second."""

from __future__ import annotations

import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import connection
from django.utils import timezone

from bench.desk_filling import mails
from doable.channels.email.inbound import take_in
from doable.desk.models import Address, Job
from tests.installation import megabytes, seconds_of

if TYPE_CHECKING:
    from tests.installation import Installation

CLIENTS, AN_HOUR = 4, 25
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def by_form(installation: Installation, count: int) -> tuple[float, float]:
    """Messages a second over the web form by four clients at once, and the server's work on each in ms."""
    pid = installation.running["serve"].pid
    before, start = seconds_of(pid), time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda number: _write(installation, number, count // CLIENTS), range(CLIENTS)))
    taken = time.perf_counter() - start
    return count / taken, (seconds_of(pid) - before) / count * 1e3


def _write(installation: Installation, client: int, count: int) -> None:
    """What one client sends; from another address of this machine before one of them is told to wait."""
    texts = [told["text"] for told in mails()]
    for begin in range(0, count, AN_HOUR):
        place = f"127.0.{client + 1}.{begin // AN_HOUR + 1}"
        line = HTTPConnection(installation.address, timeout=60, source_address=(place, 0))
        line.request("GET", "/new/")
        response = line.getresponse()
        cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
        token = _TOKEN.search(response.read().decode())
        assert token
        for number in range(begin, min(begin + AN_HOUR, count)):
            form = {
                "csrfmiddlewaretoken": token[1],
                "name": "Ann Lee",
                "email": f"ann{client}.{number}@elsewhere.example",
                "text": texts[number % len(texts)],
                "key": str(uuid.uuid4()),
            }
            _post(line, urlencode(form), cookie)
        line.close()


def _post(line: HTTPConnection, body: str, cookie: str) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    line.request("POST", "/new/", body, kind)
    response = line.getresponse()
    said = response.read()
    if response.status != 302:
        raise RuntimeError(f"the form answers {response.status}: {said[:300]!r}")


def by_mail(count: int) -> tuple[float, float]:
    """Mails a second taken in by this process alone, and its work on each in ms."""
    raw = _letters(count)
    now = timezone.now()
    take_in(raw[0].replace(b"<letter-", b"<warm-"), received_at=now, now=now)
    start, worked = time.perf_counter(), time.process_time()
    for each in raw:
        now = timezone.now()
        take_in(each, received_at=now, now=now)
    return count / (time.perf_counter() - start), (time.process_time() - worked) / count * 1e3


def _letters(count: int) -> list[bytes]:
    at = dict(Address.objects.filter(kind="email").values_list("customer__record_id", "value"))
    told = [each for each in mails() if each.get("customer")]
    made = []
    for number in range(count):
        each = told[number % len(told)]
        sender = at[each["customer"]]
        domain = sender.partition("@")[2]
        head = (
            f"Authentication-Results: mx.copperline.example; dmarc=pass header.from={domain}",
            f"From: <{sender}>",
            "To: help@copperline.example",
            f"Subject: Letter {number}",
            f"Message-ID: <letter-{number}@elsewhere.example>",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
        )
        made.append("\r\n".join((*head, "", *each["text"].splitlines(), "")).encode())
    return made


def by_worker(installation: Installation) -> tuple[float, float, float]:
    """Messages a second read, decided and drafted by one `doable work`, its work on each, its megabytes."""
    first = _left()
    worker = installation.start("work")
    while _left() > first - 20:  # it has learnt the book and begun
        time.sleep(0.05)
    before, began, start = _left(), seconds_of(worker.pid), time.perf_counter()
    until = start + 60
    while _left() and time.perf_counter() < until:
        time.sleep(0.1)
    done, taken = before - _left(), time.perf_counter() - start
    worked = (seconds_of(worker.pid) - began) / max(done, 1)
    return done / taken, worked * 1e3, megabytes(worker.pid)


def _left() -> int:
    found = Job.objects.filter(every=None, dead_at=None).count()
    connection.close()
    return found
