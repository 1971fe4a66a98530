"""One way to write fields down, so that both ends hash and store the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Value = str | int | float | None
Fields = Mapping[str, Value]

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode
"""Compact JSON with sorted names; raises `ValueError` for NaN and infinity."""


def present(fields: Fields) -> dict[str, Value]:
    """Return `fields` without those that hold nothing: null and the empty text mean the same on the wire."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def decode(text: str | bytes) -> Any:
    """Return what JSON `text` says; raises `ValueError`, also for NaN, infinity and nesting without end."""
    try:
        return json.loads(text, parse_constant=_refused)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refused(word: str) -> float:
    raise ValueError(f"{word} is no number here")
