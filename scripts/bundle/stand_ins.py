"""Libraries that others import and the kiosk never asks for: small ones of the same names stand in for them.

Qt is linked with ICU, Kerberos and OpenGL, PulseAudio's client with codecs and systemd, Pillow with TIFF and JPEG 2000:
45 MB. A stand-in has every name that its original has, so that whatever is linked with it is loaded, and every call of
it fails in the way that its callers expect of a system without that. Where a plain answer is not the right one, a file
in C beside this module has the right one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).with_name("stand_ins")
FUNCTIONS, DATA = frozenset("TWi"), frozenset("BDRV")
DEFINED = re.compile(r"^[0-9a-f]+ (?:([0-9a-f]+) )?(\w) ([\w.]+)(?:@@([\w.]+))?$", re.MULTILINE)
"""A line of `nm`: size, kind, name, version; a name's older versions (one `@`) are left out."""
CPP = "_Z"
ENOSYS = 38
GSS_S_FAILURE = 13 << 16

Entry = tuple[str, str, str]
"""As in `bundle.parts`: place in the bundle, file it comes from, PyInstaller's kind of it."""
Imports = Callable[[str], Iterable[str]]
"""As in `bundle.parts`: file of a library -> the names of the libraries that it imports."""


class NoStandIn(Exception):
    """A stand-in cannot be made, or lacks a name that is imported from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """For each library whose whole name is `pattern`; `source` is a file of `SOURCES`.

    What is not in `source` answers `rest`; without `rest` it is not there, and nothing may import it.
    """

    pattern: str
    source: str = ""
    rest: int | None = None


STAND_INS = (
    StandIn(pattern=r"libicudata\.so\.\d+"),
    StandIn(pattern=r"libicui18n\.so\.(?P<ICU>\d+)", source="icui18n.c"),
    StandIn(pattern=r"libicuuc\.so\.(?P<ICU>\d+)", source="icuuc.c"),
    StandIn(pattern=r"libEGL\.so\.1", rest=0),
    StandIn(pattern=r"libGL\.so\.1", rest=0),
    StandIn(pattern=r"libgssapi_krb5\.so\.2", source="gssapi_krb5.c", rest=GSS_S_FAILURE),
    StandIn(pattern=r"libsystemd\.so\.0", rest=-ENOSYS),
    StandIn(pattern=r"libsndfile\.so\.1", rest=0),
    StandIn(pattern=r"libtiff-[0-9a-f]+\.so\.[\d.]+", source="tiff.c", rest=0),
    StandIn(pattern=r"libopenjp2-[0-9a-f]+\.so\.[\d.]+", source="openjp2.c", rest=0),
    StandIn(pattern=r"libxcb-[0-9a-f]+\.so\.[\d.]+", source="xcb.c", rest=0),
)
"""libgssapi_krb5 and libsystemd are imported by libraries of the system as well: libcups, libavahi, what a machine has.

Kerberos is for print servers of an office with a domain; a station has its printer on its own table.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    kind: str
    name: str
    version: str
    size: int


def compiler() -> str | None:
    """The C compiler of this machine; None without one, and then originals go into the bundle."""
    return shutil.which("cc") or shutil.which("gcc")


class StandIns:
    """The stand-ins of one bundle, made in `folder`; none without a compiler."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {}
        """By the name of the library: what it stands in for."""

    def instead_of(self, entries: Iterable[Entry]) -> list[Entry]:
        """Put a stand-in in the place of each library of a bundle that has one. Raises `NoStandIn`."""
        return [
            (place, self._instead(place, source) if kind == "BINARY" else source, kind)
            for place, source, kind in entries
        ]

    def instead_of_known(self, known: Mapping[str, str]) -> dict[str, str]:
        """The same for libraries of the system, file by name."""
        return {name: self._instead(name, source) for name, source in known.items()}

    def check(self, entries: Iterable[Entry], imports: Imports) -> None:
        """Raise `NoStandIn` naming what is imported from an original and is not in its stand-in."""
        lacking = {name: _names(original) - _names(self._folder / name) for name, original in self._made.items()}
        missing: list[str] = []
        for _, source, kind in entries:
            if kind not in ("BINARY", "EXTENSION"):
                continue
            for library in set(imports(source)) & lacking.keys():
                imported = _answer("nm", "-D", "--undefined-only", source).split()
                names = {name.partition("@")[0] for name in imported} & lacking[library]
                missing += [f"{name} of {library} for {Path(source).name}" for name in sorted(names)]
        if missing:
            raise NoStandIn(f"a stand-in lacks {', '.join(missing)}")

    def _instead(self, place: str, source: str) -> str:
        name = Path(place).name
        if name not in self._made:
            if stand_in(Path(source), self._folder, name=name) is None:
                return source
            self._made[name] = Path(source)
        return str(self._folder / name)


def stand_in(original: Path, folder: Path, *, name: str = "") -> Path | None:
    """Make the stand-in for `original` in `folder`; None where there is none for it, or no compiler.

    `name` is what the library is called in the bundle. Raises `NoStandIn` with the words of a compiler that fails.
    """
    name = name or original.name
    form, by = _form(name), compiler()
    if form is None or by is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    own = _own_answers(form, folder, name, by)
    names = [] if form.rest is None else [one for one in _names_in(original) if not one.name.startswith(CPP)]
    have = {one.name for file in own for one in _names_in(file, "--defined-only")}
    rest, versions = folder / f"{name}.c", folder / f"{name}.map"
    rest.write_text("".join(_written(names, have, form.rest or 0)), "ascii")
    versions.write_text(_version_script(names), "ascii")
    words = [f"-Wl,--version-script={versions}"] if any(one.version for one in names) else []
    words += ["-Wl,-z,noexecstack", f"-Wl,-soname,{name}", "-o", str(folder / name), str(rest), *map(str, own)]
    _run(by, "-shared", "-O2", "-fPIC", "-fno-builtin", "-w", "-nostdlib", *words)
    return folder / name


def _own_answers(form: StandIn, folder: Path, name: str, by: str) -> list[Path]:
    """What has answers of its own, compiled; the named groups of the pattern are macros in it."""
    if not form.source:
        return []
    matched, made = re.fullmatch(form.pattern, name), folder / f"{name}.o"
    macros = [f"-D{key}={value}" for key, value in (matched.groupdict() if matched else {}).items()]
    _run(by, "-c", "-O2", "-fPIC", *macros, "-o", str(made), str(SOURCES / form.source))
    return [made]


def _form(name: str) -> StandIn | None:
    return next((form for form in STAND_INS if re.fullmatch(form.pattern, name)), None)


def _names_in(library: Path, *options: str) -> list[_Name]:
    told = _answer("nm", *(options or ("-D", "--defined-only", "--with-symbol-versions")), "--print-size", str(library))
    return [
        _Name(kind=kind, name=name, version=version, size=int(size or "8", 16))
        for size, kind, name, version in DEFINED.findall(told)
        if kind in FUNCTIONS | DATA
    ]


def _names(library: Path) -> set[str]:
    return {one.name for one in _names_in(library)}


def _written(names: Iterable[_Name], have: set[str], answer: int) -> Iterator[str]:
    """The rest of a library in C: one function under many names, and data that is zero."""
    yield f"static long answer(void) {{ return {answer}; }}\n"
    for one in names:
        if one.name in have:
            continue
        if one.kind in DATA:
            yield f"char {one.name}[{max(one.size, 8)}] __attribute__((aligned(8)));\n"
        else:
            yield f'long {one.name}(void) __attribute__((alias("answer")));\n'


def _version_script(names: Iterable[_Name]) -> str:
    by_version: dict[str, list[str]] = {}
    for one in names:
        by_version.setdefault(one.version, []).append(one.name)
    return "".join(
        f"{version} {{ global: {'; '.join(of_it)}; }};\n" for version, of_it in sorted(by_version.items()) if version
    )


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise NoStandIn(done.stderr.strip() or f"{command[0]} failed")


def _answer(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
