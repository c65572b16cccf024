"""Charts: every mark with its label, as long or as wide as what it stands for, within the picture."""

from __future__ import annotations

import re

import pytest

from doable.web.book.replaying.charts import NARROW, WIDE, Bar, Flow, Group, bars, flows
from doable.web.telling import word

NAMES = {name: word(name) for name in ("doable", "needs_approval", "declined")}
FLOWS = (Flow("doable", "doable", 70), Flow("doable", "declined", 10), Flow("declined", "needs_approval", 20))


def numbers(picture: str, pattern: str) -> list[float]:
    return [float(found) for found in re.findall(pattern, picture)]


def bands(picture: str) -> dict[str, tuple[float, float, float]]:
    """For each band by its title: where it begins, where it ends, how thick it is."""
    found = re.findall(
        r'd="M[\d.]+ ([\d.]+)C[\d.]+ [\d.]+ [\d.]+ ([\d.]+) [\d.]+ [\d.]+V([\d.]+)C.*?<title>(.*?)</title>',
        picture,
    )
    return {title: (float(top), float(to), float(foot) - float(to)) for top, to, foot, title in found}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_bands_are_as_wide_as_there_are_asks_in_them(width: int) -> None:
    found = bands(flows(FLOWS, NAMES, "Verdicts", width))
    thick = {title: thickness for title, (_, _, thickness) in found.items()}
    assert thick["70: doable before, doable now"] == pytest.approx(
        7 * thick["10: doable before, declined now"], 0.01
    )
    assert thick["20: declined before, needs approval now"] == pytest.approx(52, 0.01)


def test_bands_of_one_verdict_lie_side_by_side() -> None:
    found = bands(flows(FLOWS, NAMES, "Verdicts"))
    stays, turns = found["70: doable before, doable now"], found["10: doable before, declined now"]
    assert turns[0] == pytest.approx(stays[0] + stays[2], abs=0.2)


def test_every_verdict_is_written_beside_its_block_with_its_number() -> None:
    picture = flows(FLOWS, NAMES, "Verdicts")
    for label, asks in (
        ("Doable", 80),
        ("Declined", 20),
        ("Doable", 70),
        ("Needs approval", 20),
        ("Declined", 10),
    ):
        assert f'>{label} <tspan class="figure">{asks}</tspan>' in picture


def test_what_a_screen_reader_says_is_what_was_given_and_escaped() -> None:
    assert 'role="img" aria-label="&lt;3 &amp; more"' in flows(FLOWS, NAMES, "<3 & more")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_bars_are_as_long_as_their_values_and_stay_within(width: int) -> None:
    groups = (
        Group("Refund", Bar(200, "€ 200"), Bar(100, "€ 100")),
        Group("Credit", Bar(0, "€ 0"), Bar(50, "€ 50")),
    )
    picture = bars(groups, "Money", width)
    was, now = (
        numbers(picture, rf'class="{kind}" x="[\d.]+" y="[\d.]+" width="([\d.]+)"') for kind in ("was", "is")
    )
    assert was[0] == pytest.approx(2 * now[0], 0.01)
    assert now[0] == pytest.approx(2 * now[1], 0.01)
    assert was[1] == 1.5
    assert max(numbers(picture, r'<text x="([\d.]+)"')) < width - 120
    assert "€ 200 before" in picture
    assert "€ 50 now" in picture


def test_where_everything_is_nothing_no_bar_has_a_length() -> None:
    picture = bars((Group("Refund", Bar(0, "0"), Bar(0, "0")),), "Money")
    assert numbers(picture, r' width="([\d.]+)"') == [1.5, 1.5]
