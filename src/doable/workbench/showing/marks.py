"""The shape of each verdict, so that colour never stands alone."""

from __future__ import annotations

# Strokes on a field of 16 by 16.
_STROKES = {
    "doable": "M3 8.5l3.2 3.2L13 5",
    "billable": "M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11M8 5v6M6.2 8h3.6",
    "phased": "M2.5 13h3.6V9.6h3.7V6.2h3.7V3",
    "needs_approval": "M8 13.5V3M4.5 6.5L8 3l3.5 3.5",
    "declined": "M3.5 8h9",
    "forbidden": "M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
    "refer": "M2.5 8h10.5M9 4l4 4-4 4",
    "lifted": "M3 13L13 3",
}


def sprite() -> str:
    """All shapes once, for the page to use them by name."""
    symbols = "".join(
        f'<symbol id="mark-{verdict}" viewBox="0 0 16 16"><path d="{strokes}"/></symbol>'
        for verdict, strokes in _STROKES.items()
    )
    return f"<svg class=sprite aria-hidden=true>{symbols}</svg>"
