"""Scripts that make the small models of `src/doable/understanding/models`; see README.md beside this file."""

from pathlib import Path

MODELS = Path(__file__).parent.parent / "src/doable/understanding/models"
