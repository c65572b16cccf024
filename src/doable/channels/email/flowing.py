"""Text that was broken into lines for the way (format=flowed, RFC 3676), put back together."""

from __future__ import annotations

_SIGNATURE_MARK = "-- "


def unflow(text: str, *, delete_space: bool) -> str:
    """Join the lines that end in a space with the next one of the same quote depth."""
    lines: list[list[str]] = []
    open_depth: int | None = None
    for raw in text.split("\n"):
        unquoted = raw.lstrip(">")
        depth = len(raw) - len(unquoted)
        line = unquoted.removeprefix(" ")
        flows = line.endswith(" ") and line != _SIGNATURE_MARK
        if open_depth != depth or line == _SIGNATURE_MARK:
            lines.append([f"{'>' * depth} "] if depth else [])
        lines[-1].append(line[:-1] if flows and delete_space else line)
        open_depth = depth if flows else None
    return "\n".join("".join(pieces) for pieces in lines)
