"""The number of the protocol, which each request and each page names."""

from __future__ import annotations

PROTOCOL = 1
"""1 (2026-11-26): the first. A number changes when an older end would misread what a newer one says."""
KNOWN = frozenset({1})
"""What this program understands; anything else is refused with `unknown-protocol`."""
