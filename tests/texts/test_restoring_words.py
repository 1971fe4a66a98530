"""What staff are told to type to restore a station is what there is to type, on a locked-down machine too."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts

LOCK_DOWN = Path(__file__).parents[2] / "scripts" / "bundle" / "linux" / "lock-down" / "yizhan-lock-down"


@pytest.mark.parametrize("language", Language)
def test_a_locked_down_machine_has_a_command_of_its_own(language: Language) -> None:
    said = Texts(language)("backup-restore-how")
    assert "yizhan-kiosk restore --latest" in said
    assert "sudo yizhan-lock-down as-station" in said
    assert "as-station) shift" in LOCK_DOWN.read_text("utf-8")
