"""The queue of the system's printers, by the programs that CUPS brings: `lpstat` and `cancel`."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess

TIMEOUT_S = 3.0
log = logging.getLogger(__name__)


class CupsSpool:
    """The queue as CUPS tells it. Where its programs are missing (Windows) the queue counts as empty."""

    def __init__(self, *, search_path: str | None = None) -> None:
        self._search_path = search_path

    def jobs(self, printer: str) -> frozenset[str]:
        """Return the ids (`NAME-17`) of the jobs that `printer` has not finished."""
        listing = self._output("lpstat", "-o", printer)
        return frozenset(line.split()[0] for line in listing.splitlines() if line.strip())

    def drop(self, jobs: frozenset[str]) -> None:
        """Cancel `jobs`; their files are deleted too."""
        if jobs:
            self._output("cancel", "-x", *sorted(jobs))

    def _output(self, program: str, *arguments: str) -> str:
        found = shutil.which(program, path=self._search_path)
        if found is None:
            return ""
        try:
            done = subprocess.run(
                (found, *arguments),
                capture_output=True,
                text=True,
                errors="replace",
                timeout=TIMEOUT_S,
                check=False,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "LC_ALL": "C"},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            log.info("%s does not answer: %s", program, error)
            return ""
        return done.stdout if done.returncode == 0 else ""
