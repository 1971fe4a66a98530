"""How a station's programs stand, for people and for programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from kiosk.care.places import Places
from kiosk.texts.catalogue import MissingText, Texts
from kiosk.updating.programs import Programs, Slot, Standing
from sync.client.updating.anchor import shipped_anchor
from sync.client.updating.mark import trusted_mark
from sync.client.updating.told import read_last_look


def status_figures(here: Places, installed: str) -> dict[str, object]:
    """All of it, for programs. `installed`: the version of the running program."""
    standing = Programs(here.programs).standing()
    return {
        **asdict(standing),
        "version": _version(standing, installed),
        "last_look": asdict(read_last_look(here.programs)),
        "trusted": trusted_mark(here.programs / "metadata", shipped=shipped_anchor()),
        "may_go_back": standing.trial is None and standing.former is not standing.in_force,
    }


def status_sentences(here: Places, texts: Texts, installed: str) -> list[str]:
    """All of it, for people."""
    standing, last = Programs(here.programs).standing(), read_last_look(here.programs)
    lines = [texts("update-in-force", version=_version(standing, installed))]
    if standing.trial is not None:
        lines.append(texts("update-tried", version=standing.trial.version))
    if standing.ready is not None:
        lines.append(texts("update-ready", version=standing.ready.version))
    if standing.refused:
        lines.append(texts("update-refused", versions=", ".join(standing.refused)))
    if not last.at_ms:
        return [*lines, texts("update-never-looked")]
    when = datetime.fromtimestamp(last.at_ms / 1000).strftime("%Y-%m-%d %H:%M")
    if last.fault:
        return [*lines, texts("update-looked-in-vain", when=when), *_fault(last.fault, texts)]
    return [*lines, texts("update-looked", when=when)]


def _version(standing: Standing, installed: str) -> str:
    return (installed or "?") if standing.in_force is Slot.INSTALLED else standing.version


def _fault(key: str, texts: Texts) -> list[str]:
    """The sentence of what went wrong, where it needs no words filled in that were not kept."""
    try:
        return [texts(key)]
    except MissingText:
        return []
