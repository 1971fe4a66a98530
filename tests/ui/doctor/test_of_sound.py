"""The loudspeaker is looked for where the station plays: on a real sound server, or on none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.finding import Light
from tests.doctor.told import assert_told
from tests.ui.sound.ear import running_server
from ui.doctor.of_sound import check_sound

pytestmark = pytest.mark.sound


def test_a_loudspeaker_is_found_and_nothing_is_heard_of_it_when_it_is_gone(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with running_server(tmp_path_factory.mktemp("run")) as server:
        assert_told(check_sound(), Light.GREEN, "ok")
        server.control("unload-module", "module-null-sink")
        assert_told(check_sound(), Light.AMBER, "none")


def test_without_a_sound_server_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    assert_told(check_sound(), Light.AMBER, "none")
