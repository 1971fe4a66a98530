"""Which parts a bundle is made of, and under which licences: a report, and the text of each licence beside it.

Every file of the bundle comes from a part that is known: ours, a Python distribution, CPython, or a package of Debian.
A file of unknown origin, and a part without a licence's text, stop the build.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TEXT_NAME = re.compile(r"(?i)(licen[cs]e|copying|notice)[\w.-]*")
IN_DEBIAN = re.compile(r"^([^:,\s]+)[:,].*?: ")
GPL_3, APACHE_2 = "GPL-3.0-only", "Apache-2.0"
TEXTS = Path(__file__).with_name("licence_texts")


class UnknownPart(Exception):
    """A file comes from nobody known, or a part has no licence's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the bundle: its licence in words or as an SPDX expression, and the files that hold its text."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


class Origins:
    """Finds the part that a file comes from. `root` is the checkout; what lies in `made` was made by the build."""

    def __init__(self, root: Path, made: Path) -> None:
        self._root, self._made = root.resolve(), made.resolve()
        self._python = Path(sysconfig.get_path("stdlib")).resolve()

    def parts_of(self, sources: Iterable[Path]) -> list[Part]:
        """Return the parts that `sources` come from, by name. Raises `UnknownPart`."""
        parts = {part.name: part for part in self._always()}
        for source in sources:
            part = self._part_of(source.resolve())
            if part is not None:
                parts[part.name] = part
        return sorted(parts.values(), key=lambda part: part.name.lower())

    def _always(self) -> list[Part]:
        """This program, the interpreter, and PyInstaller's starter: they are in every bundle."""
        ours = [self._root / "LICENSE", *sorted((self._root / "assets").glob("*/LICENSE*"))]
        return [
            Part(
                name="yizhan",
                version=importlib.metadata.version("yizhan"),
                licence="GPL-3.0-or-later; pictures, some words MIT; fonts OFL-1.1",
                texts=(*ours, *sorted((self._root / "assets").glob("*/OFL*"))),
            ),
            Part(
                name="CPython",
                version=sys.version.split()[0],
                licence="PSF-2.0",
                texts=(TEXTS / "CPython.txt",),
            ),
            self._of_distribution(importlib.metadata.distribution("pyinstaller")),
        ]

    def _part_of(self, source: Path) -> Part | None:
        """The part of a file; None where `_always` names it."""
        owner = self._owners.get(source)
        if owner is not None:
            return None if owner.metadata["Name"] in ("yizhan", "pyinstaller") else self._of_distribution(owner)
        if any(source.is_relative_to(folder) for folder in (self._root, self._made, self._python)):
            return None
        if source.name == sysconfig.get_config_var("INSTSONAME"):
            return None
        return self._of_debian(source)

    def _of_distribution(self, found: importlib.metadata.Distribution) -> Part:
        name = found.metadata["Name"]
        texts = [Path(str(found.locate_file(file))) for file in found.files or () if TEXT_NAME.fullmatch(file.name)]
        texts = [path for path in texts if path.suffix != ".py" and path.is_file()] or self._texts_elsewhere(name)
        if not texts:
            raise UnknownPart(f"{name} brings no text of its licence: add it to {TEXTS}")
        return Part(name=name, version=found.version, licence=_licence_of(found), texts=tuple(texts))

    def _texts_elsewhere(self, name: str) -> list[Path]:
        """Texts of parts that bring none: of the licences that we take them under, or as their authors publish them."""
        own = TEXTS / f"{name}.txt"
        if own.exists():
            return [own]
        licence = WITHOUT_TEXT.get(name)
        if licence == GPL_3:
            return [self._root / "LICENSE"]
        if licence == APACHE_2:
            return list(self._of_distribution(importlib.metadata.distribution("sqlite-utils")).texts)
        return []

    def _of_debian(self, source: Path) -> Part:
        package = _package_of(source)
        copyright_file = Path("/usr/share/doc") / package / "copyright"
        if not copyright_file.exists():
            raise UnknownPart(f"{source} of {package}: no {copyright_file}")
        shown = subprocess.run(
            ["dpkg-query", "-W", "-f", "${source:Package} ${Version}\n", package],
            check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip
        return Part(name=f"{package} (Debian)", version=shown[1], licence=f"see {package}.txt", texts=(copyright_file,))

    @cached_property
    def _owners(self) -> Mapping[Path, importlib.metadata.Distribution]:
        return {
            Path(str(one.locate_file(file))).resolve(): one
            for one in importlib.metadata.distributions()
            for file in one.files or ()
        }


WITHOUT_TEXT = {
    "PySide6_Addons": GPL_3,
    "PySide6_Essentials": GPL_3,
    "shiboken6": GPL_3,
    "espeakng-loader": GPL_3,
    "fluent.runtime": APACHE_2,
    "fluent.syntax": APACHE_2,
}
"""Distributions that bring no text, and the licence under which they are taken."""


def write_report(parts: Iterable[Part], folder: Path) -> Path:
    """Write `LICENCES.md` and the texts into `folder`; return the report."""
    texts = folder / "licences"
    texts.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Licences of the parts of this bundle",
        "",
        "| part | version | licence | text |",
        "| --- | --- | --- | --- |",
    ]
    for part in parts:
        names = []
        for number, text in enumerate(part.texts):
            plain = part.name.removesuffix(" (Debian)")
            target = texts / (f"{plain}.txt" if number == 0 else f"{plain}-{number}.txt")
            shutil.copyfile(text, target)
            names.append(f"licences/{target.name}")
        lines.append(f"| {part.name} | {part.version} | {part.licence} | {', '.join(names)} |")
    report = folder / "LICENCES.md"
    report.write_text("\n".join(lines) + "\n", "utf-8")
    return report


def _licence_of(found: importlib.metadata.Distribution) -> str:
    """What a distribution says of itself, on one line."""
    taken = WITHOUT_TEXT.get(found.metadata["Name"])
    if taken:
        return taken
    told = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    classified = [line.split(" :: ")[-1] for line in found.metadata.get_all("Classifier") or () if "License ::" in line]
    return (told.strip().partition("\n")[0] or ", ".join(classified) or "see its text").replace("|", "/")


def _package_of(source: Path) -> str:
    """The Debian package of a file; the same file may be known there without its `/usr`."""
    for name in (str(source), str(source).removeprefix("/usr")):
        asked = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)
        found = IN_DEBIAN.match(asked.stdout)
        if asked.returncode == 0 and found:
            return found[1]
    raise UnknownPart(f"nobody knows where {source} comes from")
