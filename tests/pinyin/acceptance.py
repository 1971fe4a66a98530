"""What a clerk types: forty names and forty sentences, each with its letters; written by hand."""

from __future__ import annotations

from pathlib import Path


def _listed(name: str) -> dict[str, str]:
    """Text -> the letters that somebody types for it."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return dict(line.split(" ") for line in lines)


NAMES, SENTENCES = _listed("names.txt"), _listed("sentences.txt")
