"""What holds for all colours: text can be read on its ground, in light and in dark."""

import json
import re
from pathlib import Path

import pytest

from doable.policy.vocabulary import VERDICTS

TOKENS = Path("src/doable/web/static/doable/tokens.css").read_text("utf-8")
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS)
}
TEXTS = ("ink", "ink-soft", "ink-faint", "accent", "danger")
GROUNDS = ("paper", "surface", "sunken")
PAIRS = [
    *((verdict.replace("_", "-"), f"{verdict.replace('_', '-')}-soft") for verdict in VERDICTS),
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("accent", "accent-soft"),
    ("ink-soft", "accent-soft"),
    ("on-accent", "accent"),
    ("on-danger", "danger"),
    ("danger", "danger-soft"),
    ("warning", "warning-soft"),
    ("ink", "mark"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(text: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(ground: str, theme: int) -> None:
    assert contrast(COLOURS["line-strong"][theme], COLOURS[ground][theme]) >= 3


def test_no_template_has_a_style_or_a_script_in_it() -> None:
    wrong = [
        path.name
        for path in Path("src/doable/web/templates").rglob("*.html")
        if path.name != "frame.html"  # a mail's own frame, which has a policy of its own
        and re.search(
            r"\sstyle=|<style|\son\w+=|<script(?![^>]*(src=|type=\"application/json\"))",
            path.read_text("utf-8"),
        )
    ]
    assert not wrong


def test_htmx_sets_no_style_attribute_which_the_policy_would_refuse() -> None:
    base = Path("src/doable/web/templates/base.html").read_text("utf-8")
    told = re.search(r"name=\"htmx-config\" content='([^']+)'", base)
    assert told
    assert "style" not in json.loads(told[1])["attributesToSettle"]
