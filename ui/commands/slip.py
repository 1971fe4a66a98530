"""`slip`: give out a slip of a posting as a file, or tell whether a slip is real."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from kiosk.care.places import places
from kiosk.cli import EXIT_OK, EXIT_REFUSED
from kiosk.domain.ids import new_id
from kiosk.domain.party import LARGEST_PARTY
from kiosk.domain.posting import Posting
from kiosk.domain.slip import NoSlotLeft, PostingGone, SlipHeld, SlipState, SlotElsewhere, TooFewSlots
from kiosk.errors import NotASlip, UnknownThing, UnreadableFile, YizhanError
from kiosk.services import OpenStation
from kiosk.slips.compose import SlipContent
from kiosk.slips.plain import COLUMNS, slip_text, wrapped
from kiosk.slips.reading import texts_in_file
from kiosk.slips.signing import VerifiedSlip, verify
from kiosk.stopping import undisturbed
from kiosk.texts.catalogue import Texts
from sync.client.opening import open_here

HELP = (
    "Give out a slip of a posting, or verify one. Giving out takes one of the posting's slots, as a touch on the "
    "screen does: a signed slip that holds no slot would be a forgery. With no slot left nothing is written "
    "and the exit code is 1. If the file cannot be written, the slot is given back."
)
STDOUT = "-"
PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"}


class Format(StrEnum):
    PNG = "png"
    PDF = "pdf"
    ESCPOS = "escpos"
    TEXT = "text"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `slip`."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "posting", nargs="?", type=_word, metavar="POSTING", help="a posting's id, or a beginning that only one has"
    )
    what.add_argument(
        "--verify",
        metavar="TEXT-OR-IMAGE",
        help="a slip's text, a file with it, or a picture of its QR code; exit code 0 only when it is real",
    )
    parser.add_argument(
        "--format",
        choices=[str(each) for each in Format],
        default=str(Format.TEXT),
        metavar="png|pdf|escpos|text",
        help="png and escpos hold the printer's dots, text is signed as a whole (default text)",
    )
    parser.add_argument("--width", type=int, choices=(80, 58), default=80, help="paper in mm (default 80)")
    parser.add_argument("--out", metavar="FILE", default=STDOUT, help="where to write (default standard output)")
    parser.add_argument(
        "--people", type=int, choices=range(1, LARGEST_PARTY + 1), default=1,
        help="how many go together by this slip, each holding a slot (default 1)",
    )  # fmt: skip
    parser.add_argument(
        "--wish", type=_word, metavar="ID", help="name of the wish; the same wish gets the same slip again"
    )


def run(arguments: argparse.Namespace) -> int:
    """Give out or verify a slip; 0 when it was given out or is real, 1 when not."""
    texts = Texts(arguments.lang)
    with open_here(places(arguments.data)) as station:
        if arguments.verify is not None:
            return _verify(arguments.verify, station, texts)
        posting = _posting(arguments.posting, station)
        wish_id = arguments.wish or new_id()
        return _give_out(posting, station, texts, arguments, wish_id)


def _give_out(posting: Posting, station: OpenStation, texts: Texts, arguments: argparse.Namespace, wish_id: str) -> int:
    is_granted_before = station.slips.of_wish(wish_id) is not None
    outcome, _ = station.grant(posting.id, wish_id=wish_id, people=arguments.people)
    match outcome:
        case SlipHeld(slip=slip) if slip.state is SlipState.HELD:
            back = None if is_granted_before else slip.id
            _hand_over(outcome, station, texts, arguments, back=back)
            return EXIT_OK
        case SlipHeld(slip=slip):
            print(texts(f"slip-state-{slip.state}"), file=sys.stderr)
        case SlotElsewhere():
            print(texts("slip-slot-elsewhere"), file=sys.stderr)
        case TooFewSlots(left):
            print(texts("slip-too-few-slots", count=left), file=sys.stderr)
        case NoSlotLeft():
            print(texts("slip-no-slot-left"), file=sys.stderr)
        case PostingGone():
            print(texts("slip-posting-gone"), file=sys.stderr)
    return EXIT_REFUSED


def _hand_over(
    held: SlipHeld, station: OpenStation, texts: Texts, arguments: argparse.Namespace, *, back: str | None
) -> None:
    """Draw and write the slip; where that fails, the slip `back` is given back. What is written stays given out."""
    is_stream = _is_stream(arguments.out)
    with _or_given_back(back, station):
        posting = station.postings.get(held.slip.posting_id)
        content = station.content(held.slip, posting, texts, people=held.people)
        data = _rendered(content, station, Format(arguments.format), arguments.width)
        if is_stream:
            _write(data, arguments.out)
    if not is_stream:
        with undisturbed(), _or_given_back(back, station):
            _write(data, arguments.out)


@contextmanager
def _or_given_back(slip_id: str | None, station: OpenStation) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if slip_id is not None:
            station.give_back(slip_id)
        raise


def _word(text: str) -> str:
    """A name that somebody typed; bytes of another encoding are no name of anything here."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise argparse.ArgumentTypeError(f"{text!r} names nothing")
    return text


def _posting(beginning: str, station: OpenStation) -> Posting:
    try:
        return station.postings.get(beginning)
    except UnknownThing:
        found = [one for one in station.postings.all() if one.id.startswith(beginning.lower())]
    if len(found) > 1:
        raise YizhanError("slip-several-postings", what=beginning)
    if not found:
        raise UnknownThing(what=beginning)
    return found[0]


def _rendered(content: SlipContent, station: OpenStation, kind: Format, width_mm: int) -> bytes:
    if kind is Format.TEXT:
        return _signed_text(content, station, columns=COLUMNS[width_mm]).encode()
    with undisturbed():  # Qt's import ends the process with a traceback of its own when something is raised in it
        from PySide6.QtGui import QGuiApplication

        from kiosk.printing.escpos import encode
        from ui.fonts import load_fonts
        from ui.slip_painter import SlipForm, slip_job, slip_pdf, slip_png

    application = QGuiApplication.instance() or QGuiApplication(["yizhan-kiosk", "-platform", "offscreen"])
    load_fonts()
    form = SlipForm.MM80 if width_mm == SlipForm.MM80.paper_mm else SlipForm.MM58
    try:
        match kind:
            case Format.PNG:
                return slip_png(content, form)
            case Format.PDF:
                return slip_pdf(content, form)
            case Format.ESCPOS:
                return encode(slip_job(content, form))
    finally:
        # Fonts live no longer than the application: keep it until the last line is drawn.
        del application


def _signed_text(content: SlipContent, station: OpenStation, *, columns: int) -> str:
    """The slip's text within so many columns, its signature too."""
    text = slip_text(content, columns=columns)
    signed = station.signer.sign(text)
    return f"{text}\n{wrapped(signed.removeprefix(text).strip(), columns=columns)}\n"


def _is_stream(out: str) -> bool:
    """Tell whether `out` takes bytes as they come, such as a pipe or a device, and keeps none of them."""
    return out == STDOUT or (Path(out).exists() and not Path(out).is_file())


def _write(data: bytes, out: str) -> None:
    """Write the whole of `data` or nothing: a slip cut short by a full disk is worth nothing."""
    try:
        if out == STDOUT:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif out.endswith(os.sep):
            raise IsADirectoryError
        elif _is_stream(out):
            Path(out).write_bytes(data)
        else:
            _replace(Path(out).resolve(), data)
    except OSError as error:
        raise YizhanError("slip-cannot-write", file=out) from error


def _replace(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _verify(text_or_path: str, station: OpenStation, texts: Texts) -> int:
    candidates = _candidates(text_or_path)
    try:
        slips = _real(candidates, station.signer.public_key)
    except NotASlip as error:
        print(_printable("\n".join(candidates)))
        print(texts("slip-not-real"))
        print(texts(error.key, **error.details), file=sys.stderr)
        return EXIT_REFUSED
    for slip in slips:
        print(_printable(slip.text))
        print(texts("slip-real"))
        _print_state(slip, station, texts)
    return EXIT_OK


def _candidates(text_or_path: str) -> tuple[str, ...]:
    try:
        path = Path(text_or_path)
        if text_or_path and path.exists():
            return texts_in_file(path)
    except (OSError, ValueError):  # too long for a name
        return (text_or_path,)
    if path.suffix.lower() in PICTURES and "\n" not in text_or_path:
        raise UnreadableFile("slip-unreadable-file", file=text_or_path)
    return (text_or_path,)


def _real(candidates: Iterable[str], public_key: bytes) -> list[VerifiedSlip]:
    """Return the real slips among the codes of a picture, other codes left aside; a forged one spoils them all."""
    real, reason = [], NotASlip()
    for text in candidates:
        try:
            real.append(verify(text, (public_key,)))
        except NotASlip as error:
            if error.key == "slip-forged":
                raise
            reason = error
    if not real:
        raise reason
    return real


def _print_state(slip: VerifiedSlip, station: OpenStation, texts: Texts) -> None:
    """A real slip may have lost its slot meanwhile; only the station that keeps it knows."""
    try:
        kept = station.slips.find(slip.number)
    except UnknownThing:
        return
    if kept.state is not SlipState.HELD:
        print(texts(f"slip-state-{kept.state}"))


def _printable(text: str) -> str:
    """What a stranger's text may do to a terminal: nothing."""
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)
