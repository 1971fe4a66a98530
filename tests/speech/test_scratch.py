"""The private folder: nobody else's, and gone with its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.speech.scratch import LOCK, Scratch

LEAVE = """
import os, signal, sys
from pathlib import Path
from kiosk.speech.scratch import Scratch
scratch = Scratch([Path(sys.argv[1])])
scratch.new_path().write_bytes(b"a visitor's phone")
print(scratch.folder, flush=True)
sys.stdin.read(1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_only_its_user_can_look_into_it(tmp_path: Path) -> None:
    scratch = Scratch([tmp_path])
    assert scratch.folder.stat().st_mode & 0o777 == 0o700
    assert scratch.folder.parent.stat().st_mode & 0o777 == 0o700
    scratch.close()
    assert not scratch.folder.exists()


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_has_is_kept(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LEAVE, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        folder = Path(other.stdout.readline().strip())
        Scratch([tmp_path]).close()
        assert (folder / "1.wav").exists()
        other.communicate("x")
    Scratch([tmp_path]).close()
    assert not folder.exists()


@pytest.mark.parametrize("has_lock", [False, True])
def test_a_folder_that_another_process_is_just_making_is_left_to_it(tmp_path: Path, has_lock: bool) -> None:
    scratch = Scratch([tmp_path])
    folder = scratch.folder.with_name("speech-new")
    folder.mkdir()
    if has_lock:
        (folder / LOCK).touch()
    Scratch([tmp_path]).close()
    assert folder.exists()
    scratch.close()


def test_a_folder_that_another_prepared_is_not_trusted(tmp_path: Path) -> None:
    import os

    open_to_all, target = tmp_path / "open", tmp_path / "target"
    for root in (open_to_all, target):
        (root / f"yizhan-{os.getuid()}").mkdir(parents=True)
        (root / f"yizhan-{os.getuid()}").chmod(0o777)
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / f"yizhan-{os.getuid()}").symlink_to(target)
    good = tmp_path / "good"
    good.mkdir()
    scratch = Scratch([tmp_path / "missing", open_to_all, linked, good])
    assert scratch.folder.is_relative_to(good)
    scratch.close()
