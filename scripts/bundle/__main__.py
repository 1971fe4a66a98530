"""Builds the bundle and what is handed to technicians: `scripts/build` sets up and calls it."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bundle.archive import write_tar, write_zip
from bundle.checksums import write_checksums
from bundle.debian import write_package
from bundle.licences import Origins, UnknownPart, write_report
from bundle.own_sqlcipher import KEPT, NotMade, sqlcipher

ROOT = Path(__file__).parents[2]
MOST_BYTES = 130_000_000
"""What a bundle may take unpacked, its fonts aside. A part that makes it larger shows itself here."""
LAST_LINES = 20
UPDATE_ROOT = "update-root.json"
"""As `sync.client.updating.anchor` looks for it."""


def main() -> int:
    """Build; return 0, or 1 with a sentence on stderr."""
    asked = _arguments()
    try:
        for path in build(asked.out.resolve(), is_packed=not asked.folder_only, update_root=asked.update_root):
            print(path)
    except (BuildFailed, UnknownPart, FileNotFoundError) as error:
        print(f"yizhan: {error}", file=sys.stderr)
        return 1
    return 0


class BuildFailed(Exception):
    """PyInstaller failed, or what it made is not what a station gets."""


def build(out: Path, *, is_packed: bool, update_root: Path | None = None) -> list[Path]:
    """Make `out/yizhan`, the bundle with its report of licences and its checksums; packed also as files to carry.

    `update_root`: names those whose programs its stations take later on.
    """
    work = out / "work"
    _make_own_libraries()
    _run_pyinstaller(out, work)
    bundle = out / "yizhan"
    sources = [Path(line) for line in (work / "kiosk" / "sources.txt").read_text("utf-8").splitlines()]
    write_report(Origins(ROOT, work).parts_of(sources), bundle)
    if update_root is not None:
        shutil.copyfile(update_root, bundle / UPDATE_ROOT)
    write_checksums(bundle)
    _check_size(bundle)
    if not is_packed:
        return [bundle]
    version, made_s = importlib.metadata.version("yizhan"), _made_s()
    name = f"yizhan-{version}-{platform.system().lower()}-{platform.machine().lower()}"
    if sys.platform == "win32":
        return [bundle, write_zip(bundle, out / f"{name}.zip")]
    tar = write_tar(bundle, out / f"{name}.tar.gz", made_s=made_s)
    return [bundle, tar, write_package(bundle, out, version=version, made_s=made_s)]


def size_of(bundle: Path) -> int:
    """Bytes of all files of a bundle but those of its fonts."""
    files = (path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files if path.suffix != ".otf")


def _make_own_libraries() -> None:
    """Make what is smaller here than in the wheels; without it the bundle works as well, and is larger."""
    if sys.platform != "linux":
        return
    try:
        sqlcipher(KEPT)
    except NotMade as reason:
        print(
            f"yizhan: {reason}\nyizhan: whole libraries go into the bundle, which will be too large.", file=sys.stderr
        )


def _run_pyinstaller(out: Path, work: Path) -> None:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += ["--distpath", str(out), "--workpath", str(work), str(ROOT / "kiosk.spec")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BuildFailed("PyInstaller failed:\n" + "\n".join(done.stderr.splitlines()[-LAST_LINES:]))


def _check_size(bundle: Path) -> None:
    size = size_of(bundle)
    if size > MOST_BYTES:
        raise BuildFailed(f"the bundle has {size:,} bytes, more than {MOST_BYTES:,}: what came in?")


def _made_s() -> int:
    """The time that files are dated with: `SOURCE_DATE_EPOCH`, or that of the commit, or now."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        told = asked.stdout.strip()
    return int(told) if told.isdigit() else int(time.time())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/build", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder to build in (default dist)")
    parser.add_argument("--folder-only", action="store_true", help="the bundle itself, no archive and no package")
    update_root = "root.json of whoever publishes programs for these stations (yizhan-central update init)"
    parser.add_argument("--update-root", type=Path, metavar="FILE", help=update_root)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
