"""A workbook (XLSX): its parts, sheets, shared strings and date formats.

openpyxl is made for workbooks as its authors know them: its quick mode loses merged cells and hidden rows, and both
modes give up on the odd styles and filters that other office programs write. Here only what a list of postings needs is
read, straight from the XML (ECMA-376 part 1, transitional or strict), with everything bounded.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from posixpath import dirname, join, normpath
from xml.parsers import expat

from kiosk.desk.exchange.day_words import EPOCH_1900, EPOCH_1904
from kiosk.desk.exchange.number_formats import NumberFormat, number_format
from kiosk.desk.exchange.sheet import SheetParts, TooMuch, read_sheet
from kiosk.desk.exchange.table import Limits, Table
from kiosk.errors import UnreadableFile

Start = Callable[[str, dict[str, str]], None]
MOST_SHARED_STRINGS = 2_000_000
MOST_SHEETS = 200


class DocumentTypeFound(ValueError):
    """No office program writes a document type; who does means to expand or fetch entities."""


def read_workbook(data: bytes, *, name: str, limits: Limits) -> list[Table]:
    """Return all visible sheets in order; raise `UnreadableFile` if it is torn, too big or another kind of file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Workbook(archive, limits=limits).tables()
    except _NoWorkbook as error:
        raise UnreadableFile("import-file-not-a-table", file=name) from error
    except TooMuch as error:
        raise UnreadableFile("import-file-too-big", file=name) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        LookupError,
        ValueError,
        OverflowError,
    ) as error:
        raise UnreadableFile("import-file-torn", file=name) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableFile("import-file-encrypted", file=name) from error


class _NoWorkbook(Exception):
    """A zip archive, but not one with a workbook in it."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    relation: str
    visible: bool


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile, *, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._names = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}
        self._path = self._workbook_path()

    def tables(self) -> list[Table]:
        sheets, epoch_1904 = self._sheets()
        relations = self._relations(self._path)
        shared = self._shared_strings(relations)
        formats, struck = self._formats(relations)
        epoch = EPOCH_1904 if epoch_1904 else EPOCH_1900
        tables, left = [], self._limits.rows
        for sheet in sheets:
            target = relations.get(sheet.relation, ("", ""))[1]
            if not sheet.visible or not self._has(target):
                continue
            parts = SheetParts(shared=shared, formats=formats, struck=struck, epoch=epoch, limits=self._limits)
            rows = read_sheet(partial(self._parse_with, path=target), parts)
            left -= len(rows)
            if left < 0:
                raise TooMuch
            tables.append(Table(rows, sheet.name, epoch))
        return tables

    def _workbook_path(self) -> str:
        for kind, target in self._relations("").values():
            if kind == "officedocument" and self._has(target) and not target.endswith(".bin"):
                path = target
                break
        else:
            path = "xl/workbook.xml"
        if not self._has(path) or not dirname(path).startswith("xl"):
            raise _NoWorkbook
        return path

    def _has(self, path: str) -> bool:
        return bool(path) and path.lower() in self._names

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> (kind, path) of what `part` refers to."""
        folder, _, file = part.rpartition("/")
        path = join(folder, "_rels", f"{file}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                kind = attributes.get("Type", "").rpartition("/")[2].lower()
                found[attributes.get("Id", "")] = (kind, whole)

        if self._has(path):
            self._parse(path, start)
        return found

    def _sheets(self) -> tuple[list[_Sheet], bool]:
        sheets: list[_Sheet] = []
        systems: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            match _local(tag):
                case "sheet" if len(sheets) < MOST_SHEETS:
                    relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
                    visible = attributes.get("state", "visible") == "visible"
                    sheets.append(_Sheet(attributes.get("name", ""), relation, visible))
                case "workbookPr":
                    systems.append(attributes.get("date1904", "0"))

        self._parse(self._path, start)
        return sheets, any(system in ("1", "true") for system in systems)

    def _part_of_kind(self, relations: dict[str, tuple[str, str]], kind: str) -> str | None:
        return next((path for found, path in relations.values() if found == kind and self._has(path)), None)

    def _shared_strings(self, relations: dict[str, tuple[str, str]]) -> list[str]:
        path = self._part_of_kind(relations, "sharedstrings")
        strings: list[str] = []
        if path:
            self._parse_with(_SharedStrings(strings, self._limits.cell_characters).attach, path)
        return strings

    def _formats(self, relations: dict[str, tuple[str, str]]) -> tuple[list[NumberFormat | None], frozenset[int]]:
        """The number format of each cell style, None where it says nothing; and which styles strike words out."""
        path = self._part_of_kind(relations, "styles")
        codes: dict[int, str] = {}
        styles: list[int] = []
        fonts: list[int] = []
        struck: list[bool] = []
        inside: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            match _local(tag):
                case "numFmt" if "numFmtId" in attributes:
                    codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
                case "cellXfs" | "cellStyleXfs" | "dxfs" | "fonts" as group:
                    inside.append(group)
                case "font" if inside[-1:] == ["fonts"]:
                    struck.append(False)
                case "strike" if inside[-1:] == ["fonts"] and struck:
                    struck[-1] = attributes.get("val", "1") not in ("0", "false")
                case "xf" if inside[-1:] == ["cellXfs"]:
                    styles.append(int(attributes.get("numFmtId", "0")))
                    fonts.append(int(attributes.get("fontId", "0")))

        if path:
            self._parse(path, start)
        lines = frozenset(style for style, font in enumerate(fonts) if 0 <= font < len(struck) and struck[font])
        return [number_format(style, codes.get(style)) for style in styles], lines

    def _parse(self, path: str, start: Start) -> None:
        def attach(parser: expat.XMLParserType) -> None:
            parser.StartElementHandler = start

        self._parse_with(attach, path)

    def _parse_with(self, attach: Callable[[expat.XMLParserType], None], path: str) -> None:
        """Parse one part. Its size is checked before it is unpacked, and zipfile never gives more than that."""
        info = self._names[path.lower()]
        if info.file_size > self._limits.part_bytes:
            raise TooMuch
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        attach(parser)
        with self._archive.open(info) as part:
            while block := part.read(1 << 18):
                parser.Parse(block)
            parser.Parse(b"", True)


def _refuse_document_type(*_: object) -> None:
    raise DocumentTypeFound


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _SharedStrings:
    """Collects the texts of `<si>`, without the readings (`<rPh>`) that some programs put beside Chinese words."""

    def __init__(self, strings: list[str], longest: int) -> None:
        self._strings = strings
        self._longest = longest
        self._pieces: list[str] = []
        self._in_text = False
        self._in_reading = False

    def attach(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, tag: str, _: dict[str, str]) -> None:
        match _local(tag):
            case "si":
                self._pieces = []
            case "rPh":
                self._in_reading = True
            case "t":
                self._in_text = not self._in_reading

    def _end(self, tag: str) -> None:
        match _local(tag):
            case "si":
                if len(self._strings) >= MOST_SHARED_STRINGS:
                    raise TooMuch
                self._strings.append(unescaped("".join(self._pieces))[: self._longest + 1])
            case "rPh":
                self._in_reading = False
            case "t":
                self._in_text = False

    def _characters(self, text: str) -> None:
        if self._in_text and len(self._pieces) <= self._longest:
            self._pieces.append(text)


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Undo `_x000D_`, the form in which workbooks keep control characters (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)) if int(found.group(1), 16) < 0xD800 else "", text)
