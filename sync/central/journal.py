"""What central tells those who run it: structured lines without personal data, and numbers for Prometheus."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

LOGGER = logging.getLogger("yizhan.central")
FIELDS = frozenset(
    {"region", "kiosk", "station", "applied", "refused", "reasons", "overbooked", "error", "milliseconds", "bytes",
     "path"}
)  # fmt: skip
"""What a line may say; names, phones and words of people are none of it."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        said = getattr(record, "said", {})
        line = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)), "what": record.getMessage()}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            places = []
            while trace is not None:
                places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
                trace = trace.tb_next
            line["at_line"] = " ".join(places[-4:])
        return json.dumps({**line, **said}, ensure_ascii=False)


def log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def log_of_server() -> dict[str, Any]:
    """Return how granian is to log, and whoever else has something to say: as we do."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
        "loggers": {"_granian": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


def tell(what: str, **said: str | int | list[str]) -> None:
    """Log an event with numbers and words of `FIELDS`."""
    unknown = said.keys() - FIELDS
    if unknown:
        raise ValueError(f"not to be logged: {sorted(unknown)}")
    LOGGER.info(what, extra={"said": said})


class Metrics:
    """The counters of one process; of all that `yizhan-central serve` started, where it did."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "yizhan_requests", "Requests by kind and outcome", ["kind", "outcome"], registry=self._registry
        )
        self.operations = Counter(
            "yizhan_operations", "Operations of stations by outcome", ["outcome"], registry=self._registry
        )
        self.overbooked = Counter(
            "yizhan_overbooked", "Slips given out beyond a kiosk's lease", registry=self._registry
        )
        self.page_bytes = Counter("yizhan_page_bytes", "Bytes of pages sent", registry=self._registry)
        self.seconds = Histogram(
            "yizhan_sync_seconds",
            "Time of a sync that was more than an idle poll",
            registry=self._registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
        )

    def text(self) -> bytes:
        folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")  # as `serve` has said it
        if folder is None:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, folder)  # type: ignore[no-untyped-call]
        return generate_latest(together)
