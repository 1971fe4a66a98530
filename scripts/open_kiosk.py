"""Opens the demo county's kiosk on whatever there is to see it on: a screen, or a VNC port of loopback."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from demo_central import demo_central
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from kiosk.cli import EXIT_FAILED
from kiosk.errors import YizhanError
from ui import cli

LOOPBACK = "127.0.0.1"
SYNC_OFTEN = ("--sync-every=4", "--sync-start-within=0")
"""A demo's news are there within seconds; stations ask each five minutes."""
VNC_PORTS = range(5930, 6000)
VNC_SIZE = "1080x1920"
VNC_PANEL_MM = "268x476"
"""An upright panel of 21.5 inches, the usual kiosk."""
ROOM_FOR_FRAME_PX = 64
"""What a window's title takes at most on the desktops that we know."""


def main(argv: Sequence[str]) -> int:
    """Bring in the demo county's work for today, then show the kiosk until it is closed.

    A county that cannot be brought in is said and does not keep the kiosk closed: the station's own postings, and
    what it says to a full disk, are there to be seen. The same with a central that does not come up.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the kiosk takes it over, with no traceback
    options, _ = _demo_options().parse_known_args(argv)
    cli.main(["demo", *(f"--{name}={value}" for name, value in vars(options).items() if value is not None)])
    if "--no-sync" in argv:
        return _shown(argv)
    try:
        with demo_central(Path(options.data) if options.data else None) as central:
            print(f"yizhan: central for this demo at {central.url} (this computer only), log in {central.log}")
            print(f"yizhan: postings come in there by: yizhan-central import FILE --database {central.database}")
            sys.stdout.flush()
            return _shown([*argv, *SYNC_OFTEN])
    except (OSError, YizhanError) as error:
        print(f"yizhan: no central here: {error}", file=sys.stderr)
        return _shown(argv)


def _shown(argv: Sequence[str]) -> int:
    """Show the kiosk until it is closed."""
    if has_display():
        app = QApplication(["yizhan-kiosk"])
        size = fitting(app.primaryScreen().availableSize())
        return cli.main(["run", "--windowed", f"{size.width()}x{size.height()}", *argv])
    return _run_on_vnc(argv)


def has_display() -> bool:
    """Tell whether Qt has something to show a window on; a platform that somebody chose is taken at its word."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def fitting(room: QSize) -> QSize:
    """The largest kiosk panel, 16:9 lying or upright as the screen is, that fits into `room` with its frame."""
    panel = QSize(1920, 1080) if room.width() > room.height() else QSize(1080, 1920)
    inside = QSize(room.width(), room.height() - ROOM_FOR_FRAME_PX)
    return panel.scaled(inside.boundedTo(panel), Qt.AspectRatioMode.KeepAspectRatio)


def keep_to_loopback(port: int) -> None:
    """Make this process, which listens on `port` for the whole network, listen for this computer alone.

    Qt's VNC server knows no other address than "any". It has accepted nobody yet, as it accepts in the event loop:
    a socket that is bound to loopback takes the place of its own under the same descriptor.
    Raises `OSError` when nothing listens on `port`, or somebody else took it meanwhile.
    """
    listening = list(_listening_on(port))
    if not listening:
        raise OSError(f"nothing listens on port {port}")
    for descriptor in listening:
        with socket.socket() as ours:
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            ours.setblocking(False)
            os.dup2(ours.fileno(), descriptor, inheritable=False)
            ours.bind((LOOPBACK, port))
            ours.listen()


def _run_on_vnc(argv: Sequence[str]) -> int:
    port = _free_port()
    os.environ["QT_QPA_PLATFORM"] = f"vnc:size={VNC_SIZE}:mmsize={VNC_PANEL_MM}:port={port}"
    app = QApplication(["yizhan-kiosk"])
    app.processEvents()  # Qt begins to listen in its first turn
    try:
        keep_to_loopback(port)
    except OSError as error:
        print(f"yizhan: no display, and no VNC port on loopback: {error}", file=sys.stderr)
        return EXIT_FAILED
    print(f"yizhan: no display here. See the kiosk with a VNC viewer at {LOOPBACK}:{port} (this computer only).")
    print(f"yizhan: from another computer: ssh -L {port}:{LOOPBACK}:{port} THIS-COMPUTER", flush=True)
    return cli.main(["run", *argv])


def _demo_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    parser.add_argument("--lang")
    return parser


def _free_port() -> int:
    """The first port of ours that is free on every address, as Qt will ask for every address at first."""
    for port in VNC_PORTS:
        try:
            with socket.create_server(("", port)):
                return port
        except OSError:
            continue
    raise SystemExit("yizhan: no free port for VNC")


def _listening_on(port: int) -> Iterator[int]:
    for name in os.listdir("/proc/self/fd"):
        try:
            copy = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue  # no socket, or the listing's own descriptor
        with closing(copy):
            if copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) and copy.getsockname()[1] == port:
                yield int(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
