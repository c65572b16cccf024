"""The small trained weights that lie in `models/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


@cache
def head(name: str) -> Mapping[str, NDArray[np.generic]]:
    """The arrays of `models/<name>.npz` by name; read once in a process."""
    path = files("doable.understanding") / "models" / f"{name}.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return dict(arrays)
