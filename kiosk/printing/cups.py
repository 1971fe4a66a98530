"""A CUPS queue, by the system's own libcups: how it is, which jobs there are, giving it a PDF, taking a job back.

Every call asks the print server and waits for it, however long it hangs: for a process that can be killed.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from kiosk.printing.cups_state import state_of_queue
from kiosk.printing.state import PrinterState

LIBRARIES = {"linux": "libcups.so.2", "darwin": "libcups.2.dylib"}
"""Those that Qt's own print support loads."""
ALL_JOBS, OWN_JOBS, PURGE = -1, 1, 1
LAST_DOCUMENT, GO_ON, LAST_GOOD_STATUS = 1, 100, 0xFF
"""The job has no other document; `HTTP_STATUS_CONTINUE`; RFC 8011, 4.1.6.1: what is above is an error."""
PDF = b"application/pdf"
OPTIONS = {b"media": b"A4"}


class JobState(IntEnum):
    """`ipp_jstate_t`, as in RFC 8011, 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job of this user: its number, its name as the program gave it, and how far it has come."""

    number: int
    title: str
    state: JobState


class _Job(ctypes.Structure):
    """`cups_job_t` of libcups 2."""

    _fields_ = (
        ("id", ctypes.c_int),
        ("dest", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed_time", ctypes.c_long),
        ("creation_time", ctypes.c_long),
        ("processing_time", ctypes.c_long),
    )


class _Dest(ctypes.Structure):
    """`cups_dest_t` of libcups 2."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("is_default", ctypes.c_int),
        ("options_count", ctypes.c_int),
        ("options", ctypes.c_void_p),
    )


class CupsQueue:
    """The queue of the printer `name` on the server that `CUPS_SERVER` or the system names."""

    def __init__(self, library: ctypes.CDLL, name: str) -> None:
        self._cups = library
        self._name = name.encode()

    def state(self) -> PrinterState:
        """Return how the printer is; `NOT_THERE` also where the server says nothing."""
        found = self._cups.cupsGetNamedDest(None, self._name, None)
        if not found:
            return PrinterState.NOT_THERE
        there = found.contents

        def option(name: bytes) -> str:
            said: bytes | None = self._cups.cupsGetOption(name, there.options_count, there.options)
            return (said or b"").decode(errors="replace")

        try:
            return state_of_queue(
                state=option(b"printer-state"),
                reasons=option(b"printer-state-reasons"),
                is_accepting=option(b"printer-is-accepting-jobs"),
            )
        finally:
            self._cups.cupsFreeDests(1, found)

    def jobs(self) -> tuple[Job, ...] | None:
        """Return what the queue knows of this user's jobs, ended ones too; None where the server says nothing."""
        found = ctypes.POINTER(_Job)()
        count: int = self._cups.cupsGetJobs2(None, ctypes.byref(found), self._name, OWN_JOBS, ALL_JOBS)
        if count < 0:
            return None
        jobs = tuple(_job(found[index]) for index in range(count))
        self._cups.cupsFreeJobs(count, found)
        return jobs

    def titled(self, title: str) -> Iterator[Job]:
        """Yield the jobs of that name; none where the server says nothing."""
        yield from (job for job in self.jobs() or () if job.title == title)

    def send_pdf(self, pdf: bytes, *, title: str) -> bool:
        """Give the queue a job of that name, and tell whether it has all of it; nothing is kept in a file of ours."""
        options, count = ctypes.c_void_p(), 0
        for name, value in OPTIONS.items():
            count = self._cups.cupsAddOption(name, value, count, ctypes.byref(options))
        number: int = self._cups.cupsCreateJob(None, self._name, title.encode(), count, options)
        self._cups.cupsFreeOptions(count, options)
        if not number:
            return False
        begun = self._cups.cupsStartDocument(None, self._name, number, title.encode(), PDF, LAST_DOCUMENT) == GO_ON
        sent = begun and self._cups.cupsWriteRequestData(None, pdf, len(pdf)) == GO_ON
        ended: int = self._cups.cupsFinishDocument(None, self._name)
        return sent and ended <= LAST_GOOD_STATUS

    def take_back(self, title: str) -> bool:
        """Cancel the job of that name, delete its file, and tell whether it certainly does not wait any more."""
        for job in self.titled(title):
            if job.state < JobState.CANCELED:
                self._cups.cupsCancelJob2(None, self._name, job.number, PURGE)
        known = self.jobs()
        return known is not None and not any(job.title == title and job.state < JobState.CANCELED for job in known)


def cups_queue(name: str) -> CupsQueue | None:
    """Return the queue of printer `name`; None on a system without CUPS, as on Windows."""
    try:
        library = ctypes.CDLL(LIBRARIES[sys.platform])
    except (KeyError, OSError):
        return None
    library.cupsGetJobs2.argtypes = (
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.POINTER(_Job)),
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_int,
    )
    library.cupsFreeJobs.argtypes = (ctypes.c_int, ctypes.POINTER(_Job))
    any_, text, whole = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    library.cupsGetNamedDest.argtypes = (any_, text, text)
    library.cupsGetNamedDest.restype = ctypes.POINTER(_Dest)
    library.cupsGetOption.argtypes = (text, whole, any_)
    library.cupsGetOption.restype = text
    library.cupsFreeDests.argtypes = (whole, ctypes.POINTER(_Dest))
    library.cupsAddOption.argtypes = (text, text, whole, ctypes.POINTER(any_))
    library.cupsFreeOptions.argtypes = (whole, any_)
    library.cupsCreateJob.argtypes = (any_, text, text, whole, any_)
    library.cupsStartDocument.argtypes = (any_, text, whole, text, text, whole)
    library.cupsWriteRequestData.argtypes = (any_, text, ctypes.c_size_t)
    library.cupsFinishDocument.argtypes = (any_, text)
    library.cupsCancelJob2.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)
    return CupsQueue(library, name)


def _job(found: _Job) -> Job:
    return Job(number=found.id, title=(found.title or b"").decode(errors="replace"), state=JobState(found.state))
