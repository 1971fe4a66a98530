"""Garbage is left alone where it was asked for, and nowhere else."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from kiosk.care.memory import collect_if_due, without_collecting


class Ring:
    """Something that only a full look finds to be garbage."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """As Python begins."""
    thresholds = gc.get_threshold()
    gc.enable()
    yield
    gc.disable()
    gc.set_threshold(*thresholds)


def test_nothing_is_collected_meanwhile_and_everything_is_afterwards() -> None:
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_mistake_in_the_middle_changes_nothing() -> None:
    with pytest.raises(ZeroDivisionError), without_collecting():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_who_had_switched_it_off_finds_it_off() -> None:
    gc.disable()
    with without_collecting():
        pass
    assert not gc.isenabled()


def test_garbage_is_looked_for_when_enough_was_made_and_not_before() -> None:
    gc.disable()
    gc.collect()
    gc.set_threshold(1_000, 10, 10)
    ring = weakref.ref(Ring())
    collect_if_due()
    assert ring() is not None
    kept = [[] for _ in range(1_100)]
    collect_if_due()
    assert ring() is None
    assert len(kept) == 1_100


def test_what_lived_on_for_a_while_is_looked_at_after_so_many_looks() -> None:
    gc.disable()
    gc.collect()
    gc.set_threshold(100, 3, 10)
    old = Ring()
    gc.collect(0)
    ring = weakref.ref(old)
    del old
    kept: list[list[object]] = []
    for look in range(3):
        kept += [[] for _ in range(200)]
        collect_if_due()
        assert ring() is not None, look
    kept += [[] for _ in range(200)]
    collect_if_due()
    assert ring() is None
