"""SQLCipher linked with the OpenSSL that the bundle has anyway: 2 MB in place of 8 with an OpenSSL of its own.

The same source as the wheel's, compiled with the options that it comes with. What was made is kept and made again only
for another version, Python, compiler or OpenSSL.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from pathlib import Path

from bundle.stand_ins import compiler

NAME = "sqlcipher3"
SHA256 = {"0.6.4": "b02a3edfc554c9197d63ab4c38a30f7682eec65b10e5be2c9285a0d6ffb7a29a"}
"""Of the source of each version that was looked at; a new version wants a line here."""
KEPT = Path(__file__).parents[2] / "build" / "libraries"
FLAGS = "-O2 -g0 -w"
PLACE = re.compile(r"sqlcipher3[/\\]_sqlite3\..*so")
LAST_LINES = 5


class NotMade(Exception):
    """SQLCipher could not be made here, with the reason; the wheel's own is as good, and 6 MB larger."""


def sqlcipher(kept: Path) -> Path:
    """Return the extension, from below `kept` or made there in half a minute. Raises `NotMade`."""
    by = compiler()
    if by is None:
        raise NotMade("no C compiler")
    version = importlib.metadata.version(NAME)
    if version not in SHA256:
        raise NotMade(f"nobody has noted the checksum of the source of {NAME} {version}")
    made = _place(kept, by)
    if not made.exists():
        with tempfile.TemporaryDirectory() as work:
            built = _build(_source(version, Path(work)), Path(work) / "built")
            made.parent.mkdir(parents=True, exist_ok=True)
            unfinished = made.with_suffix(".new")
            shutil.copyfile(built, unfinished)
            unfinished.replace(made)
    return made


def kept_sqlcipher(kept: Path) -> Path | None:
    """The extension that `sqlcipher` made earlier, or None."""
    by = compiler()
    made = _place(kept, by) if by else None
    return made if made and made.exists() else None


def _place(kept: Path, by: str) -> Path:
    version = importlib.metadata.version(NAME)
    return kept / f"{NAME}-{version}-{_key(by)}" / f"_sqlite3{sysconfig.get_config_var('EXT_SUFFIX')}"


def _key(by: str) -> str:
    told = subprocess.run([by, "--version"], capture_output=True, text=True, check=False).stdout
    whole = "\n".join([sys.version, platform.machine(), FLAGS, *SHA256.values(), ssl.OPENSSL_VERSION, told])
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _source(version: str, work: Path) -> Path:
    """Fetch the source as pip does, hold it against its checksum, and unpack it."""
    wanted = work / "wanted.txt"
    wanted.write_text(f"{NAME}=={version} --hash=sha256:{SHA256[version]}\n", "ascii")
    _run(
        sys.executable, "-m", "pip", "download", "-qq", "--no-input", "--no-deps", "--no-binary", NAME,
        "--no-build-isolation", "--require-hashes", "--dest", str(work), "--requirement", str(wanted),
    )  # fmt: skip
    (packed,) = work.glob(f"{NAME}-*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12's Python 3.11.2 has none
        archive.extractall(work)
    return work / f"{NAME}-{version}"


def _build(source: Path, out: Path) -> Path:
    _run(sys.executable, "setup.py", "-q", "build_ext", "--build-lib", str(out), folder=source, CFLAGS=FLAGS)
    (built,) = (out / NAME).glob("_sqlite3.*")
    return built


def _run(*command: str, folder: Path | None = None, **environment: str) -> None:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        raise NotMade("\n".join((done.stderr or done.stdout).splitlines()[-LAST_LINES:]))
