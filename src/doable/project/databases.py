"""Where the desk keeps its records: SQLite tuned for one machine, or PostgreSQL by one URL."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

# FULL: a message once accepted outlives a power cut. The rest is measured in docs/running.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=20000",
    "mmap_size=134217728",
    "cache_size=-20000",
    "foreign_keys=ON",
    "journal_size_limit=27103364",
)


def database(url: str, data: Path) -> dict[str, object]:
    """Django's settings for the database at `url`, or for the SQLite file in the data folder."""
    return _postgres(url) if url else _sqlite(data / "doable.sqlite3")


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in _PRAGMAS),
        },
    }


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
