"""Single settings set in the text of a `station.toml`, with every comment and the order left as somebody wrote them.

`tomlkit` would put a new setting behind the comment above the next section, away from what that comment is about; so
only the lines concerned are written here, and the result is read again before anybody gets it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from kiosk.care.config.in_force import Whole
from kiosk.care.config.literals import literal, literal_key
from kiosk.care.config.reading import Reading, read_bytes, read_file
from kiosk.care.config.sections import check_of
from kiosk.care.config.statements import Statement, path_in, statements, tokens
from kiosk.care.config.there import is_there
from kiosk.errors import YizhanError


def change_file(path: Path, changes: Mapping[str, object], *, whole: Whole) -> None:
    """Set settings in the file `path`, or in a new one; after a power cut it is the old or the new one, whole.

    Raises as `changed` does, what `whole` raises, and `OSError`.
    """
    reading = read_file(path) if is_there(path) else read_bytes(b"", file=str(path))
    if reading.data is None or (reading.mistakes and not reading.text):
        raise reading.mistakes[0]
    text = changed(reading.data.decode("utf-8-sig"), changes, file=str(path))
    with whole(path) as draft:
        draft.touch(mode=0o600)
        draft.write_bytes(text.encode())
        if is_there(path):
            draft.chmod(path.stat().st_mode & 0o777)


def changed(text: str, changes: Mapping[str, object], *, file: str = "station.toml") -> str:
    """Return the text with each `SECTION.KEY` of `changes` set to its value, as TOML has it; None takes it out.

    Raises `YizhanError` for a text that is no TOML, a setting that nobody knows and a value that may not stand there.
    Other mistakes in the text stay there, and are no reason to change nothing.
    """
    before = read_bytes(text.encode(), file=file)
    if before.mistakes and not before.text:
        raise before.mistakes[0]
    lines = text.replace("\r\n", "\n")
    for name, value in changes.items():
        if check_of(name) is None:
            raise YizhanError("settings-unknown-setting", setting=name)
        lines = _without(lines, name) if value is None else _with(lines, name, value)
    _check(before, read_bytes(lines.encode(), file=file), changes)
    return lines.replace("\n", "\r\n") if "\r\n" in text else lines


def _check(before: Reading, after: Reading, changes: Mapping[str, object]) -> None:
    """Raise what the changes brought in, or kept from being understood."""
    known = {(mistake.key, mistake.details.get("setting")) for mistake in before.mistakes}
    fresh = [
        mistake
        for mistake in after.mistakes
        if mistake.details.get("setting") in changes or (mistake.key, mistake.details.get("setting")) not in known
    ]
    is_lost = any((value is not None) != (name in after.said) for name, value in changes.items())
    for mistake in fresh or (after.mistakes if is_lost else ()):
        raise mistake


def _with(text: str, name: str, value: object) -> str:
    section, key = name.split(".")
    every = list(statements(text))
    for statement in every:
        if not statement.is_heading and (name in statement.names() or _is_section(statement, section)):
            return _replaced(text, statement, _value_in(statement, key, value))
    return _inserted(text, every, section, key, literal(value))


def _without(text: str, name: str) -> str:
    key = name.split(".")[1]
    for statement in statements(text):
        if not statement.is_heading and name in statement.names():
            if _inline(statement) is not None:
                return _replaced(text, statement, _value_in(statement, key, None))
            return text[: statement.begin] + text[statement.end :]
    return text


def _value_in(statement: Statement, key: str, value: object) -> str:
    """What stands behind the `=` from now on: the value, or a whole section on one line with it."""
    inline = _inline(statement)
    if inline is None:
        return literal(value)
    kept = {**inline, key: value}
    return literal({name: one for name, one in kept.items() if one is not None})


def _is_section(statement: Statement, section: str) -> bool:
    return section in statement.said and not statement.table and _inline(statement) is not None


def _inline(statement: Statement) -> dict[str, object] | None:
    """What stands in `section = { ... }`; None for one key."""
    begin, _ = _value_span(statement.text)
    if len(statement.table) + len(_names(statement.text[:begin])) > 1:
        return None
    (inner,) = statement.said.values()
    return inner if isinstance(inner, dict) else None


def _names(left: str) -> tuple[str, ...]:
    """The names on the left of a `=`, which `left` ends with."""
    return path_in(tomllib.loads(f"{left.strip()} 0", parse_float=Decimal))


def _replaced(text: str, statement: Statement, value: str) -> str:
    begin, end = _value_span(statement.text)
    return f"{text[: statement.begin + begin]} {value}{text[statement.begin + end :]}"


def _value_span(text: str) -> tuple[int, int]:
    """From behind the `=` to before the blanks and the comment at the end of `key = value # comment`."""
    begin, end = 0, 0
    for at, _, token in tokens(text):
        if token == "=" and not begin:
            begin = end = at + 1
        elif begin and not token.isspace() and not token.startswith("#"):
            end = at + len(token.rstrip())
    return begin, end


def _inserted(text: str, every: Sequence[Statement], section: str, key: str, value: str) -> str:
    """Behind what is said of the section already, or at the end in a section of its own."""
    under = [one for one in every if one.table == (section,)]
    dotted = [one for one in every if not one.table and section in one.said]
    if under or dotted:
        last = (under or dotted)[-1]
        line = f"{key} = {value}" if under else f"{literal_key(section)}.{key} = {value}"
        before = text[: last.end]
        return before + ("" if before.endswith("\n") else "\n") + line + "\n" + text[last.end :]
    above = text if not text or text.endswith("\n") else text + "\n"
    blank = "\n" if above.strip() else ""
    return f"{above}{blank}[{section}]\n{key} = {value}\n"
