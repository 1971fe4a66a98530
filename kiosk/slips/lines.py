"""Words that somebody typed, made fit for one line of paper."""

from __future__ import annotations

ELLIPSIS = "…"


def one_line(text: str) -> str:
    """Return `text` on one line with single blanks.

    Unprintable characters (line ends, direction overrides, torn halves of a pair) become blanks: they would show
    one thing and sign another.
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def shortened(text: str, *, most: int) -> str:
    """Return `one_line(text)` in at most `most` bytes of UTF-8, whole characters only, `…` where it was cut."""
    line = one_line(text)
    raw = line.encode()
    if len(raw) <= most:
        return line
    return raw[: most - len(ELLIPSIS.encode())].decode(errors="ignore").rstrip() + ELLIPSIS
