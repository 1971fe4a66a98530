"""What of the libraries goes into the bundle: `kiosk.spec` asks here for each file that PyInstaller found.

PyInstaller takes every module of QML, every plugin and every language along, 686 MB in all. Here stands what the kiosk
uses; of shared libraries what that needs, found by following their imports, so that nothing has to be listed twice.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]
"""Place in the bundle, file it comes from, PyInstaller's kind of it (BINARY, EXTENSION, DATA, SYMLINK)."""

PLUGINS = frozenset(
    {
        "iconengines/svgicon",
        "imageformats/jpeg",
        "imageformats/svg",
        "multimedia/windowsmedia",
        "platforminputcontexts/composeplatforminputcontext",
        "platforminputcontexts/ibusplatforminputcontext",
        "platforms/offscreen",
        "platforms/vnc",
        "platforms/wayland-generic",
        "platforms/windows",
        "platforms/xcb",
        "printsupport/cupsprintersupport",
        "printsupport/windowsprintersupport",
        "styles/modernwindowsstyle",
        "wayland-decoration-client/bradient",
        "wayland-shell-integration/xdg-shell",
    }
)
"""Qt's plugins, without what a system puts around their names. No themes of desktops: these bring file choosers."""
ESPEAK_DATA = frozenset({"phondata", "phonindex", "phontab", "phondata-manifest", "intonations"})
ESPEAK_LANGUAGES = frozenset({"cmn", "en", "hak", "ug", "yue"})
ESPEAK_FAMILIES = frozenset({"sit", "trk", "gmw"})
"""Mandarin, English, Hakka, Uyghur, Cantonese; Russian alone would be 8.5 MB."""
LOCALES = ("root", "en", "zh")
LEFT_TO_THE_SYSTEM = ("libcups.",)
"""It speaks with the print server of the machine, is there wherever that is, and must be of its age."""
ASKED_FOR_BY_NAME = ("libespeak-ng", "libusb-1.0", "libpython", "python3", "libfontconfig.")
"""Libraries that are loaded by their name while the program runs, which no other library imports."""
NOT_THE_KIOSKS = (
    "hypothesis", "mypy", "numpy", "pytest", "_pytest", "rich", "pygments", "IPython", "setuptools", "pkg_resources",
    "schemathesis", "tkinter", "lib2to3", "readline", "curses", "_curses", "xmlrpc", "_codecs_jp", "_codecs_kr",
    "_codecs_iso2022", "sync.central", "sync.measure", "ui.bench", "PySide6.QtMultimediaWidgets", "PySide6.QtNetwork",
    "PIL._avif", "PIL._webp", "PIL._imagingft", "PIL._imagingcms", "PIL._imagingtk", "PIL.ImageTk", "babel.messages",
    "pydantic.v1", "pydantic.mypy", "zstandard.backend_cffi", "zstandard._cffi", "yaml._yaml",
    "tufup.repo", "doctest", "bsdiff4.test_all", "requests", "urllib3", "certifi", "charset_normalizer", "nacl",
)  # fmt: skip
"""Modules that libraries would like to have, or that only those who build the kiosk use."""

NEEDED = re.compile(r"^ +NEEDED +(\S+)$", re.MULTILINE)

THE_SYSTEMS_OWN = re.compile(r"(libc|libm|libdl|librt|libpthread|libresolv|libutil|ld-linux-[\w-]+)\.so\.\d")
"""What every Linux with the GNU C library has, and must not be taken from another one."""
KNOWN_LIBRARY = re.compile(r"^\t(\S+) \(.*(?:x86-64|AArch64).*\) => (\S+)$", re.MULTILINE)

Imports = Callable[[str], Iterable[str]]
"""File of a library -> the names of the libraries that it imports."""


def wanted_data(entries: Iterable[Entry]) -> list[Entry]:
    """Return those of the data files that the kiosk uses."""
    return [entry for entry in entries if _is_wanted(_path(entry[0]))]


def wanted_libraries(entries: Sequence[Entry], imports: Imports) -> list[Entry]:
    """Return Python's modules and Qt's plugins as far as they are used, and all libraries that these import."""
    usable = [entry for entry in wanted_data(entries) if not _name(entry[0]).startswith(LEFT_TO_THE_SYSTEM)]
    by_name = {_name(place).lower(): place for place, _, _ in usable}
    sources = {place: source for place, source, _ in usable}
    kept = {place for place, _, kind in usable if kind == "EXTENSION" or _is_asked_for(place)}
    following = list(kept)
    while following:
        for name in imports(sources[following.pop()]):
            needed = by_name.get(name.lower())
            if needed is not None and needed not in kept:
                kept.add(needed)
                following.append(needed)
    return [entry for entry in usable if entry[0] in kept]


def with_graphics(entries: Sequence[Entry], imports: Imports, where: Callable[[], dict[str, str]]) -> list[Entry]:
    """Add the libraries that PyInstaller leaves to the desktop of a machine: a station may have none.

    They are few and only speak with what is there: XCB, Wayland, and the dispatchers of OpenGL. `where` tells the file
    of each library of this system. Raises `FileNotFoundError` naming a library that is nowhere.
    """
    entries, have = list(entries), {_name(place) for place, _, _ in entries}
    known: dict[str, str] = {}
    for _, source, kind in entries:  # grows while it is read
        for name in imports(source) if kind in ("BINARY", "EXTENSION") else ():
            if name in have or THE_SYSTEMS_OWN.fullmatch(name) or name.startswith(LEFT_TO_THE_SYSTEM):
                continue
            known = known or where()
            if name not in known:
                raise FileNotFoundError(f"{source} needs {name}")
            have.add(name)
            entries.append((name, known[name], "BINARY"))
    return entries


def libraries_here() -> dict[str, str]:
    """Name -> file of each shared library that this system's loader knows (`ldconfig`)."""
    told = subprocess.run(["/sbin/ldconfig", "-p"], check=True, capture_output=True, text=True).stdout
    return {one[1]: one[2] for one in reversed(list(KNOWN_LIBRARY.finditer(told)))}


def without_loose_links(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out symbolic links to what was left out."""
    entries = list(entries)
    places = {_path(place) for place, _, _ in entries}
    return [
        (place, source, kind)
        for place, source, kind in entries
        if kind != "SYMLINK" or _path(place).parent / source.replace("\\", "/") in places
    ]


def imported_by(source: str) -> Iterator[str]:
    """The names of the libraries that `source` imports itself (`objdump`; PyInstaller's reader elsewhere).

    On Linux PyInstaller asks `ldd`, which also tells what those import, such as all that the system's libcups needs.
    """
    if sys.platform == "linux":
        headers = subprocess.run(["objdump", "-p", source], check=True, capture_output=True, text=True).stdout
        yield from NEEDED.findall(headers)
        return
    from PyInstaller.depend.bindepend import get_imports

    for name, _ in get_imports(source):
        yield _name(name)


def with_own(entries: Iterable[Entry], place: re.Pattern[str], made: Path | None) -> list[Entry]:
    """Put `made`, if there is such a file, in the place of the library at `place`."""
    return [(at, str(made) if made and place.fullmatch(at) else source, kind) for at, source, kind in entries]


def _path(place: str) -> PurePosixPath:
    return PurePosixPath(place.replace("\\", "/"))


def _name(place: str) -> str:
    return _path(place).name


def _is_asked_for(place: str) -> bool:
    path = _path(place)
    return "plugins" in path.parts or path.name.startswith(ASKED_FOR_BY_NAME)


def _is_wanted(place: PurePosixPath) -> bool:
    match place.parts:
        case ("PySide6", "Qt", *below) | ("PySide6", *below) if below:
            return _of_qt(below)
        case ("espeakng_loader", "espeak-ng-data", *below):
            return _of_espeak(below)
        case ("espeakng_loader", file):
            return ".so." not in file  # the same library under three names
        case ("babel", "locale-data", name):
            return name.startswith(LOCALES) and name.removesuffix(".dat").split("_")[0] in LOCALES
        case ("pytz", "zoneinfo", *_):
            return False
    return True


def _of_qt(below: Sequence[str]) -> bool:
    match below:
        case ("plugins", folder, file):
            stem = file.partition(".")[0].removeprefix("lib").removesuffix("plugin")
            return f"{folder}/{stem}" in PLUGINS or f"{folder}/{stem.removeprefix('q')}" in PLUGINS
        case ("qml" | "translations" | "resources" | "libexec" | "metatypes", *_):
            return False
    return True


def _of_espeak(below: Sequence[str]) -> bool:
    match below:
        case ("lang", family, *_):
            return family in ESPEAK_FAMILIES
        case ("voices", *_):
            return False
        case (name,):
            return name in ESPEAK_DATA or name.removesuffix("_dict") in ESPEAK_LANGUAGES
    return True
