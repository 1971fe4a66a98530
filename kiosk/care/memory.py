"""Keeping the process small: what glibc does with memory by default suits servers, not a kiosk that runs for months."""

from __future__ import annotations

import gc
import linecache
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3
ARENAS = 2
"""Each thread that allocates would get an arena of its own, up to eight a core, and none is ever given back."""
MAPPED_FROM_BYTES = 128 * 1024
"""Pictures of this size and more go back to the system as soon as they are dropped. That is glibc's own first value,
but it raises it with each large block that is freed, and pictures then tear holes into the heap."""
COLLECT_SELDOM = (5_000, 50, 1_000)
"""Allocations before a look at the youngest objects, and looks before one at the older and at all of them."""


def keep_small() -> None:
    """Tell the C library how to allocate; does nothing where it is not glibc. Call it before threads start."""
    if sys.platform == "linux":
        _libc_call("mallopt", M_ARENA_MAX, ARENAS)
        _libc_call("mallopt", M_MMAP_THRESHOLD, MAPPED_FROM_BYTES)


def rest_from_collecting() -> None:
    """Look for cyclic garbage seldom from now on, and never among what was made so far: a full look takes 20 ms."""
    linecache.clearcache()
    gc.freeze()
    gc.set_threshold(*COLLECT_SELDOM)


def collect_if_due() -> None:
    """Look for cyclic garbage on this thread, as far as Python would by now have done it on any."""
    made_or_looked = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, threshold) in enumerate(made_or_looked) if count > threshold]
    if due:
        gc.collect(due[-1])


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no cyclic garbage meanwhile: for work that makes many objects, keeps them, and ties none in a ring."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def give_back() -> None:
    """Collect garbage and return freed memory to the system; takes some 20 ms, for a moment when nobody waits.

    PySide6 6.9 reads the source of each module that is imported after it, and Python keeps every line of it: 1.4 MB.
    """
    linecache.clearcache()
    gc.collect()
    give_back_pages()


def give_back_pages() -> None:
    """Return freed memory to the system; takes less than a millisecond."""
    if sys.platform == "linux":
        _libc_call("malloc_trim", 0)


def _libc_call(name: str, *arguments: int) -> None:
    function = getattr(_libc(), name, None)
    if function is not None:
        function(*arguments)


@cache
def _libc() -> ctypes.CDLL:
    """Each one that is made leaves a ring of references."""
    import ctypes

    return ctypes.CDLL(None)
