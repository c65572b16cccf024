"""What every page has to be: quiet, readable, within its width, reachable by keyboard."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The slowest of axe's rules by far; how much of a page stands out does not hang on how wide it is.
CONTRAST = "color-contrast"
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = {"serious", "critical"}
RUN_AXE = """options => axe.run(document, options).then(found => found.violations.map(
    each => [each.impact, each.id,
      each.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary)]))"""
# Everything one can act on and see; of a group of radio buttons Tab reaches one.
MARK = """() => {
  const seen = new Set();
  const all = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(each => {
      if (each.type === 'hidden' || each.disabled || each.tabIndex < 0) return false;
      if (!each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) return false;
      if (each.type === 'radio') {
        if (seen.has(each.form?.action + each.name)) return false;
        seen.add(each.form?.action + each.name);
      }
      return true;
    });
  const key = each => each.type === 'radio' ? each.form?.action + each.name : each;
  const around = each => each.closest('label, li, .case-row, .seek') ?? each;
  const parts = style => [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor];
  const look = each => [each, around(each)].flatMap(one => parts(getComputedStyle(one))).join();
  document.activeElement?.blur();
  window.getSelection().removeAllRanges();
  window.reached = new Map(all.map(each => [key(each), null]));
  const before = new Map(all.map(each => [each, look(each)]));
  document.addEventListener('focusin', ({target}) => {
    window.reached.set(key(target), window.reached.get(key(target)) || look(target) !== before.get(target));
  });
  // A date takes several: day, month, year, calendar.
  return all.length + 4 + 4 * all.filter(each => each.type === 'date').length;
}"""
MISSED = """() => [...window.reached].filter(([each, ring]) => ring !== true).map(([each, ring]) =>
    (ring === null ? 'not reached: ' : 'no visible focus: ') + (each.outerHTML ?? each).slice(0, 160))"""


def grave_findings(page: Page, *, only: str = "", without: str = "") -> list[str]:
    """What axe finds that keeps somebody out, by all its rules but one, or by one alone."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    chosen = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES}
    rules = {without: {"enabled": False}} if without else {}
    options = {"resultTypes": ["violations"], "runOnly": chosen, "rules": rules}
    found = cast("list[tuple[str, str, Any]]", page.evaluate(RUN_AXE, options))
    return [f"{rule}: {where}" for impact, rule, where in found if impact in GRAVE]


def too_wide(page: Page) -> list[str]:
    """What makes a page scroll sideways."""
    return cast(
        "list[str]",
        page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] : ['scrolls sideways: ' +
            [...document.querySelectorAll('main *')]
              .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && each.checkVisibility())
              .slice(0, 4).map(each => each.outerHTML.slice(0, 120)).join(' | ')]"""
        ),
    )


def headings(page: Page) -> list[str]:
    """Nothing, where there is one heading of the first level."""
    count = page.locator("h1:visible").count()
    return [] if count == 1 else [f"{count} headings of the first level"]


def unreachable(page: Page) -> list[str]:
    """What one can't reach by Tab, or can't see that one has."""
    for _ in range(int(page.evaluate(MARK))):
        page.keyboard.press("Tab")
    return cast("list[str]", page.evaluate(MISSED))
