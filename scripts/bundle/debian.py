"""The bundle as a Debian package: laid out in a folder, and built by `dpkg-deb`.

The bundle brings all its libraries, so the package depends on the C library alone, at least as new as that of the
machine it was built on. A station is installed without a network by
`apt install --no-install-recommends ./yizhan_VERSION_ARCH.deb`.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")
KIB = 1024
FILES = {
    "linux/yizhan.desktop": "usr/share/applications/yizhan.desktop",
    "linux/70-yizhan-devices.rules": "usr/lib/udev/rules.d/70-yizhan-devices.rules",
    "linux/yizhan-kiosk.service": "usr/lib/systemd/user/yizhan-kiosk.service",
    **{
        f"linux/lock-down/{name}": f"usr/lib/yizhan-station/{name}"
        for name in (
            "71-yizhan-sticks.rules",
            "openbox.xml",
            "sysctl.conf",
            "xorg.conf",
            "yizhan-station.service",
            "yizhan-stick@.service",
        )
    },
}
"""File beside this module -> its place in the system."""
PROGRAMS = {
    "linux/lock-down/session": "usr/lib/yizhan-station/session",
    "linux/lock-down/stick": "usr/lib/yizhan-station/stick",
    "linux/lock-down/yizhan-lock-down": "usr/sbin/yizhan-lock-down",
}
SCRIPTS = ("postinst", "prerm", "postrm")
PAGES = ("install-linux", "lock-down", "symptoms", "hardware", "settings", "backup", "central")
"""What a technician reads at the machine, where there is no network."""
CONTROL = """\
Package: yizhan
Version: {version}
Architecture: {architecture}
Maintainer: Yizhan <yizhan@localhost>
Installed-Size: {size_kib}
Depends: libc6 (>= {libc})
Recommends: cage | xinit, xwayland | openbox, libgl1-mesa-dri, pulseaudio | pipewire-pulse, xkb-data
Suggests: cups, wlr-randr, x11-xserver-utils, xinput
Section: misc
Priority: optional
Description: touchscreen kiosk of a gig station (零工驿站)
 People who look for day work touch pictures, hear today's work read aloud and leave with a slip.
 Staff register, send out and settle the day. Works for months without a network.
"""
DESCRIPTION_OF_LICENCE = """\
Yizhan is free software under the GNU General Public License, version 3 or later
(/usr/share/common-licenses/GPL-3). The licences of the parts that it brings along are listed in
/usr/lib/yizhan/LICENCES.md and stand in full in /usr/lib/yizhan/licences.
"""


def write_package(bundle: Path, out: Path, *, version: str, made_s: int) -> Path:
    """Build the package of `bundle` in `out` and return it. Raises `CalledProcessError` where dpkg fails."""
    stage = out / "work" / "package"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(bundle, stage / "usr/lib/yizhan", symlinks=True)
    for source, place in FILES.items():
        _placed(HERE / source, stage / place)
    for source, place in PROGRAMS.items():
        _placed(HERE / source, stage / place).chmod(0o755)
    _placed(ROOT / "assets/pictures/hand.svg", stage / "usr/share/icons/hicolor/scalable/apps/yizhan.svg")
    (stage / "usr/bin").mkdir()
    (stage / "usr/bin/yizhan-kiosk").symlink_to("../lib/yizhan/yizhan-kiosk")
    _write_documents(stage / "usr/share/doc/yizhan", made_s)
    architecture = _answer("dpkg", "--print-architecture")
    _write_control(stage, bundle, version=version, architecture=architecture)
    target = out / f"yizhan_{version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zgzip", "--build", str(stage), str(target)],
        check=True,
        capture_output=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(made_s)},
    )
    shutil.rmtree(stage)
    return target


def oldest_libc(bundle: Path) -> str:
    """The oldest C library, such as `2.36`, that has all that the bundle's files import by version."""
    versions = {(int(major), int(minor)) for told in _symbols(bundle) for major, minor in GLIBC.findall(told)}
    return ".".join(map(str, max(versions)))


def _symbols(bundle: Path) -> Iterator[str]:
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink() and (".so" in path.name or path.parent == bundle):
            yield subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=False).stdout


def _write_control(stage: Path, bundle: Path, *, version: str, architecture: str) -> None:
    folder = stage / "DEBIAN"
    folder.mkdir()
    size = sum(path.stat().st_size for path in stage.rglob("*") if path.is_file() and not path.is_symlink())
    control = CONTROL.format(version=version, architecture=architecture, size_kib=size // KIB, libc=oldest_libc(bundle))
    (folder / "control").write_text(control, "utf-8")
    for name in SCRIPTS:
        _placed(HERE / "linux" / name, folder / name).chmod(0o755)


def _write_documents(folder: Path, made_s: int) -> None:
    folder.mkdir(parents=True)
    for page in PAGES:
        _placed(ROOT / f"docs/{page}.md", folder / "docs" / f"{page}.md")
    (folder / "copyright").write_text(DESCRIPTION_OF_LICENCE, "utf-8")
    with (folder / "changelog.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=made_s) as packed:
        packed.write((ROOT / "CHANGELOG.md").read_bytes())


def _placed(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)
    return target


def _answer(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
