"""Garbage is left alone where it was asked for, and nowhere else."""

from __future__ import annotations

import gc

import pytest

from kiosk.care.memory import without_collecting


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
    try:
        with without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
