"""`yizhan-kiosk update [--from WHERE]`, `update status`, `update back`, `update trust FILE`: newer programs."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.care.central_clock import CentralClock
from kiosk.care.drives import sticks_plugged_in
from kiosk.care.places import Places, places
from kiosk.care.watching.fresh_start import ask_fresh_start
from kiosk.errors import Refused, YizhanError
from kiosk.priority import Place, give_way
from kiosk.services import open_station
from kiosk.speech.parentage import end_with_parent
from kiosk.store.durable import files_told
from kiosk.texts.catalogue import Texts
from kiosk.updating.returning import go_back
from kiosk.versions import program_version
from sync.client.commands.standing import check_station
from sync.client.state import Central, SyncState
from sync.client.transport import LinkFailed, Transport
from sync.client.updating.anchor import has_anchor, shipped_anchor, trust
from sync.client.updating.of_central import programs_of_central
from sync.client.updating.platform_here import platform_here
from sync.client.updating.sources import ON_A_STICK, Folder, Server, Source
from sync.client.updating.taking import Looked, Updates
from sync.client.updating.telling import status_figures, status_sentences
from sync.client.updating.told import LastLook, write_last_look
from sync.protocol.faults import ProtocolFault

HELP = "look for a newer program and fetch it, or go back to the former one"
WEB = ("http://", "https://")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without a word: look, and fetch what there is."""
    parser.add_argument("what", nargs="?", choices=("fetch", "status", "back", "trust"), default="fetch")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="for trust: the county's root.json")
    parser.add_argument("--from", dest="source", metavar="DIR|URL", help="a stick, a folder or a web server")
    parser.add_argument("--check", action="store_true", help="look only")
    parser.add_argument("--now", action="store_true", help="begin the kiosk anew with it at once")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """0: done, or nothing is newer. What is in the way is raised, and said in a sentence."""
    here, texts = places(arguments.data), Texts(arguments.lang)
    check_station(here)
    match arguments.what:
        case "status":
            _print(arguments, status_figures(here, program_version()), status_sentences(here, texts, program_version()))
        case "back":
            with files_told():
                version = go_back(here)
                ask_fresh_start(here)
            _print(arguments, {"version": version}, [texts("update-back")])
        case "trust":
            _trust(here, arguments.file)
            _print(arguments, {"trusted": True}, [texts("update-trusted")])
        case _ if arguments.beside is not None:
            _at_night(here, arguments)
        case _:
            looked = _look(here, arguments)
            _print(arguments, _figures(looked), [_sentence(looked, texts, is_check=arguments.check)])
    return 0


def _trust(here: Places, file: Path | None) -> None:
    if file is None:
        raise Refused("error-update-trust-what")
    trust(here.programs / "metadata", file, shipped=shipped_anchor())


def _at_night(here: Places, arguments: argparse.Namespace) -> None:
    """Look as long as whoever began this lives; where updates were never set up, there is nothing to do."""
    end_with_parent(arguments.beside)
    give_way(Place.WORK)
    if has_anchor(here.programs / "metadata", shipped=shipped_anchor()) and _central(here) is not None:
        _look(here, arguments)


def _look(here: Places, arguments: argparse.Namespace) -> Looked:
    """Look, fetch unless only a look was asked for, and write down what came of it."""
    fault = version = ""
    try:
        looked = _looked(here, arguments)
        version = looked.offer.version if looked.offer is not None else ""
    except YizhanError as error:
        fault = error.key
        raise
    finally:
        write_last_look(here.programs, LastLook(at_ms=time.time_ns() // 1_000_000, version=version, fault=fault))
    if arguments.now and looked.offer is not None and not arguments.check:
        with files_told():
            ask_fresh_start(here)
    return looked


def _looked(here: Places, arguments: argparse.Namespace) -> Looked:
    updates = Updates(
        here,
        installed=program_version(),
        platform=platform_here(),
        now=CentralClock(here.central_time),
        shipped=shipped_anchor(),
    )
    with _source(here, arguments.source) as (source, allowed):
        if arguments.check:
            return updates.look(source, allowed=allowed)
        return updates.take(source, allowed=allowed)[0]


@contextmanager
def _source(here: Places, said: str | None) -> Iterator[tuple[Source, str | None]]:
    """Give where to look and which version central allows, None where it is not central's to say.

    Without a word it is central, at a station that is connected; otherwise a stick that is plugged in.
    """
    central = None if said else _central(here)
    if central is not None:
        with _link_told("sync-state-"), programs_of_central(central) as (source, offer):
            yield source, offer.version
    elif said and said.startswith(WEB):
        with _link_told(""), Transport(said) as transport:
            yield Server(transport), None
    else:
        with _link_told(""):
            yield Folder(Path(said) if said else _stick()), None


@contextmanager
def _link_told(family: str) -> Iterator[None]:
    """Turn a failed link into its sentence: of `family`, or the one for whatever is not central."""
    try:
        yield
    except LinkFailed as failure:
        raise YizhanError(f"{family}{failure.word}" if family else "error-update-unreachable") from failure
    except ProtocolFault as fault:
        raise YizhanError("sync-state-portal") from fault


def _central(here: Places) -> Central | None:
    with open_station(here) as station:
        return SyncState(station.database).central()


def _stick() -> Path:
    found = next((drive.folder for drive in sticks_plugged_in() if (drive.folder / ON_A_STICK).is_dir()), None)
    if found is None:
        raise Refused("error-update-nowhere")
    return found


def _figures(looked: Looked) -> dict[str, object]:
    offer = looked.offer
    return {
        "in_force": looked.in_force,
        "newer": None if offer is None else offer.version,
        "size": None if offer is None else offer.size,
        "was_here": looked.is_here,
    }


def _sentence(looked: Looked, texts: Texts, *, is_check: bool) -> str:
    if looked.offer is None:
        return texts("update-none", version=looked.in_force)
    key = "update-there" if is_check and not looked.is_here else "update-ready"
    return texts(key, version=looked.offer.version)


def _print(arguments: argparse.Namespace, figures: dict[str, object], lines: list[str]) -> None:
    print(json.dumps(figures) if arguments.json else "\n".join(lines))
