"""The tables of a file, whatever kind of file it is."""

from __future__ import annotations

from pathlib import Path

from kiosk.desk.exchange.table import Limits, Table
from kiosk.desk.exchange.text_table import read_text_table
from kiosk.desk.exchange.workbook import read_workbook
from kiosk.errors import UnreadableFile


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Return the whole file; raise `UnreadableFile` in plain words if it cannot be had or is too big."""
    name = path.name or str(path)
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise UnreadableFile("import-file-not-a-file", file=name)
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise UnreadableFile("import-file-missing", file=name) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile("import-file-cannot-open", file=name) from error
    if len(data) > limits.file_bytes:
        raise UnreadableFile("import-file-too-big", file=name)
    return data


_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "import-file-pdf"),
    (b"\x89PNG", "import-file-picture"),
    (b"\xff\xd8\xff", "import-file-picture"),
    (b"GIF8", "import-file-picture"),
    (b"BM", "import-file-picture"),
    (b"RIFF", "import-file-picture"),
    (b"II*\x00", "import-file-picture"),
    (b"MM\x00*", "import-file-picture"),
    (b"{\\rtf", "import-file-not-a-table"),
    (b"\x1f\x8b", "import-file-not-a-table"),
    (b"Rar!", "import-file-not-a-table"),
    (b"7z\xbc\xaf", "import-file-not-a-table"),
    (b"SQLite format 3", "import-file-not-a-table"),
    (b"\x7fELF", "import-file-not-a-table"),
    (b"MZ\x90", "import-file-not-a-table"),
)
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"


def is_workbook(data: bytes, *, name: str) -> bool:
    """Tell a workbook (True) from text (False) by what is in the file, not by its name.

    Raises `UnreadableFile` for what is neither, naming what it is and what to do.
    """
    if not data.strip(b"\x00\t\r\n ") or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile("import-file-empty", file=name)
    if data.startswith(_ZIP):
        return True
    if data.startswith(_COMPOUND_FILE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableFile("import-file-encrypted" if encrypted else "import-file-old-xls", file=name)
    for signature, key in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or b"\x00" in data[:64]):
            raise UnreadableFile(key, file=name)
    if _is_web_page(data):
        raise UnreadableFile("import-file-web-page", file=name)
    return False


def _is_web_page(data: bytes) -> bool:
    head = data[:2048].lower().replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta", b"<div", b"mime-version"))


def read_tables(path: Path, *, limits: Limits | None = None) -> list[Table]:
    """Return every table of a CSV or XLSX file; raise `UnreadableFile` if it is none, torn, locked or too big."""
    bounds = limits or Limits()
    data = read_bytes(path, bounds)
    if is_workbook(data, name=path.name):
        return read_workbook(data, name=path.name, limits=bounds)
    return [read_text_table(data, name=path.name, limits=bounds)]
