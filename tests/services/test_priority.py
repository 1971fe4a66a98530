"""What runs beside the screen steps back behind it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.domain.tongue import Tongue
from kiosk.priority import Place
from kiosk.speech.engine import EngineProcess

pytestmark = pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no nice")

COMMAND = """
import os, sys
from kiosk import cli
class Table:
    HELP = ""
    def add_arguments(parser): pass
    def run(arguments): print(os.nice(0)); return 0
sys.modules["a_command"] = Table
sys.argv = ["yizhan-kiosk", sys.argv[1]]
cli.main(commands={sys.argv[1]: "a_command"})
"""


def niceness_of(command: str) -> int:
    """How nice the process is in which `command` runs, above that of this one."""
    ran = subprocess.run([sys.executable, "-c", COMMAND, command], capture_output=True, text=True, check=True)
    return int(ran.stdout) - os.nice(0)


def test_an_import_steps_back_behind_the_screen_and_a_kiosk_does_not() -> None:
    assert niceness_of("import") == Place.WORK
    assert niceness_of("run") == 0


def test_the_voice_steps_back_less_than_an_import(tmp_path: Path) -> None:
    engine = EngineProcess()
    try:
        engine.render("早", tongue=Tongue.MANDARIN, rate=1.0, into=tmp_path / "clip.wav")
        assert engine.pid is not None
        assert os.getpriority(os.PRIO_PROCESS, engine.pid) - os.nice(0) == Place.VOICE < Place.WORK
    finally:
        engine.close()
