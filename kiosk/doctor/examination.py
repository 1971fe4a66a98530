"""Goes through checks one after the other; one that fails itself is a finding like any other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping

from kiosk.domain.finding import Finding, red

Check = Callable[[], Finding]
"""Looks at one thing and says how it is; takes a bounded time and changes nothing."""

log = logging.getLogger(__name__)


def examine(checks: Mapping[str, Check]) -> Iterator[Finding]:
    """Yield a finding for each check, in their order. A mistake of ours in one of them ends none of the others."""
    for name, check in checks.items():
        try:
            found = check()
        except Exception as error:
            log.warning("the check of %s failed", name, exc_info=error)
            found = red(name, "broken", reason=type(error).__name__)
        yield found
