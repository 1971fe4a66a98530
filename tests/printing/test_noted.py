"""How the printer is, noted by one process for another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.errors import StoreError
from kiosk.printing.noted import FILE, NotedState, forget_state, note_state, noted_state
from kiosk.printing.state import PrinterState
from kiosk.texts.catalogue import Texts

MORNING = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("state", PrinterState)
def test_what_was_noted_last_is_read_and_has_its_sentence(tmp_path: Path, state: PrinterState) -> None:
    note_state(tmp_path, NotedState(state=PrinterState.ERROR, since=MORNING))
    noted = NotedState(state=state, since=MORNING)
    note_state(tmp_path, noted)
    assert noted_state(tmp_path) == noted
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert all(Texts(language).has(noted.key) for language in Language)
    assert noted.needs_staff is (state not in (PrinterState.READY, PrinterState.SILENT))


def test_nothing_noted_is_nothing_known(tmp_path: Path) -> None:
    note_state(tmp_path, NotedState(state=PrinterState.ERROR, since=MORNING))
    forget_state(tmp_path)
    forget_state(tmp_path)
    assert noted_state(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"state": "mended", "since": "2026-11-21"}', '{"state": "ready"}'])
def test_a_note_that_nobody_can_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert noted_state(tmp_path) is None


def test_a_note_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        note_state(tmp_path / "nowhere", NotedState(state=PrinterState.READY, since=MORNING))
