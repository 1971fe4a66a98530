"""Every setting in words: what it is for, what may stand there, and a whole `station.toml` with all of it."""

from __future__ import annotations

from kiosk.care.config.literals import literal
from kiosk.care.config.sections import SECTIONS, Settings, check_of, checks_of
from kiosk.texts.catalogue import Texts

NEVER = "false"


def written(name: str, value: object) -> str | None:
    """Return the value of the setting `name` as the file says it; None where nothing stands there."""
    if value is not None:
        return literal(value)
    check = check_of(name)
    return NEVER if check is not None and check.has_never else None


def what_for(name: str, texts: Texts) -> str:
    """Return what the setting `SECTION.KEY` is for."""
    return texts(f"setting-{name.replace('.', '-')}")


def what_may(name: str, texts: Texts) -> str:
    """Return what may stand there. Raises `KeyError` for a setting that nobody knows."""
    check = check_of(name)
    if check is None:
        raise KeyError(name)
    return texts(f"setting-may-{check.kind}", **check.details())


def example(texts: Texts) -> str:
    """Return a file that says every setting as it is without a file; the ones that have nothing then as a comment."""
    usual = Settings()
    parts = [texts("settings-example")]
    for section in SECTIONS:
        lines = [f"[{section}]  # {texts(f'settings-of-{section}')}"]
        for key in checks_of(section):
            lines += _lines(f"{section}.{key}", key, usual, texts)
        parts.append("\n".join(lines))
    return "# " + "\n\n".join(parts) + "\n"


def _lines(name: str, key: str, usual: Settings, texts: Texts) -> list[str]:
    words = "# " + texts("settings-example-line", what=what_for(name, texts), may=what_may(name, texts))
    value, check = written(name, usual.value(name)), check_of(name)
    if value is not None:
        return [words, f"{key} = {value}"]
    assert check is not None
    return [words, f"#{key} = {literal(check.example)}"]
