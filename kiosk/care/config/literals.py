"""Values as a TOML file writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import time
from decimal import Decimal

from kiosk.care.config.night import Night


def literal(value: object) -> str:
    """Return `value` as it stands behind a `=`: words in quotes, lists in their order, sets sorted.

    Words may hold anything that is printable, and line feeds; JSON writes these as TOML does.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
        case float():
            return f"{value:.10g}"
        case int() | Decimal():
            return str(value)
        case time():
            return f'"{value:%H:%M}"'
        case Night(begin=begin, end=end):
            return f'"{begin:%H:%M}-{end:%H:%M}"'
        case dict():
            return "{" + ", ".join(f"{literal_key(key)} = {literal(one)}" for key, one in value.items()) + "}"
        case frozenset():
            return literal(sorted(value))
        case Iterable():
            return "[" + ", ".join(map(literal, value)) + "]"
    raise TypeError(f"TOML cannot say {value!r}")


def literal_key(key: str) -> str:
    """Return a key's name, in quotes where it has to be."""
    is_bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if is_bare else literal(key)
