"""A bare Debian with nothing but the package, as a copy for each run; `scripts/test-bundle` makes what is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITHIN_S = 180.0
USER = "yizhan"


class BareMachine:
    """A machine of its own as far as a kiosk can see: its own files, processes and network, which is none."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *words: str, user: str = USER, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it to its end, as `user`."""
        variables = [f"{name}={value}" for name, value in environment.items()]
        return subprocess.run(
            [
                "unshare", "--mount", "--pid", "--net", "--fork", "--kill-child", f"--mount-proc={self.root}/proc",
                "chroot", str(self.root), "runuser", "-u", user, "--",
                "env", "-i", "HOME=/var/lib/yizhan", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", *variables, *words,
            ],
            capture_output=True, text=True, timeout=WITHIN_S, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip

    def done(self, *words: str, user: str = USER, **environment: str) -> str:
        """Run a command that must succeed, and return what it printed."""
        ended = self.run(*words, user=user, **environment)
        assert ended.returncode == 0, ended.stderr + ended.stdout
        return ended.stdout


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareMachine]:
    """The machine with the package installed; made from the bare root, which is not changed."""
    bare = Path(os.environ["YIZHAN_BARE_ROOT"])
    root = tmp_path_factory.mktemp("machine") / "root"
    subprocess.run(["cp", "--archive", "--reflink=auto", str(bare), str(root)], check=True)
    (package,) = sorted((ROOT / "build" / "bundle").glob("yizhan_*.deb"))
    shutil.copy(package, root / "tmp")
    for device, numbers in (("null", "1 3"), ("zero", "1 5"), ("urandom", "1 9"), ("random", "1 8")):
        place = root / "dev" / device
        if not place.exists():
            subprocess.run(["mknod", "-m", "666", str(place), "c", *numbers.split()], check=True)
    subprocess.run(["chroot", str(root), "dpkg", "--install", f"/tmp/{package.name}"], check=True, capture_output=True)
    yield BareMachine(root)
    shutil.rmtree(root, ignore_errors=True)
