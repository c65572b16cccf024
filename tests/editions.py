"""A small book in several editions, for tests of how one follows the other: quick to check and test."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from doable.desk import books
from doable.desk.models import BookVersion, Publication
from doable.policy.loading.files import Files
from tests.company import NOW

if TYPE_CHECKING:
    from datetime import datetime

REFUND = "asks/refund.yaml"
STORIES = "stories/refunds.yaml"
LATER = NOW + timedelta(hours=1)

_BOOK = """\
name: Small Shop
version: {version}
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
grades: [self_service, agent, senior, supervisor, manager, director]
functions: [support, finance, field_service]
consult: never
answer_within: 1
"""
_REFUND = """\
ask: refund
means: The customer wants money back.
examples: [I want my money back.]
purpose: be made whole
rules:
  - id: refund.small
    when: order.total <= {limit}
    then: {then}
  - id: refund.opened
    when: item.opened && order.total > {limit}
    then: decline
    ground: policy
    because: Opened parcels stay with you.
otherwise: {{then: refer, to: {{function: support}}}}
alternatives: [referral.shop]
"""
_STORY = """\
- story: a small one
  as: agent
  facts: {{order.total: "20.00", item.opened: true}}
  asks: [{{ask: refund}}]
  expect: [{{verdict: {verdict}}}]
"""


def edition(
    version: str = "1.0.0", *, limit: int = 50, then: str = "grant", verdict: str = "doable"
) -> dict[str, str]:
    """The files of an edition: up to `limit` the effect `then`, with a story about 20 EUR."""
    return {
        "book.yaml": _BOOK.format(version=version),
        "facts.yaml": (
            "order.total: {type: money, means: what was paid, from: [record]}\n"
            "item.opened: {type: bool, from: [record, customer], reads: item.opened}\n"
        ),
        "referrals.yaml": "shop: {name: A shop, phone: '1', address: Here, helps_with: parcels}\n",
        REFUND: _REFUND.format(limit=limit, then=then),
        STORIES: _STORY.format(verdict=verdict),
    }


def put_in_force(texts: dict[str, str], *, at: datetime = NOW) -> BookVersion:
    """A version in force from a moment on, as if it had always been so."""
    files = Files(texts)
    version = books.keep(files, books.contents_of(files), now=at)
    Publication.objects.create(version=version, in_force_from=at, because="begin", at=at, noticed_at=at)
    return version
