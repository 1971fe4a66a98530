"""A real CUPS server of the test's own, with one queue, and the paper at its end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

QUEUE = "Slip"
PATIENCE_S = 60.0
ADD_MODIFY_PRINTER = 0x4003
"""CUPS-Add-Modify-Printer, an operation of CUPS' own."""
OPEN_TO_ALL = "Order allow,deny\nAllow all\n"
CONFIGURATION = f"""
Listen {{folder}}/cups.sock
Browsing Off
WebInterface No
LogLevel warn
<Location />
{OPEN_TO_ALL}</Location>
<Location /admin>
{OPEN_TO_ALL}</Location>
<Policy default>
<Limit All>
{OPEN_TO_ALL}</Limit>
</Policy>
"""
FILES = """
FileDevice Yes
ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
"""


RECEIPT_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "RECEIPT.PPD"
*Manufacturer: "Test"
*Product: "(Receipt)"
*ModelName: "Test Receipt"
*ShortNickName: "Test Receipt"
*NickName: "Test Receipt, PDF"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*Throughput: "1"
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: Roll
*PageSize Roll/72 mm: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: Roll
*PageRegion Roll/72 mm: ""
*CloseUI: *PageRegion
*DefaultImageableArea: Roll
*ImageableArea Roll/72 mm: "0 0 204 595"
*DefaultPaperDimension: Roll
*PaperDimension Roll/72 mm: "204 595"
*MaxMediaWidth: "227"
*MaxMediaHeight: "2000"
*HWMargins: 0 0 0 0
*CustomPageSize True: ""
*ParamCustomPageSize Width: 1 points 72 227
*ParamCustomPageSize Height: 2 points 72 2000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
"""
"""A receipt printer with a driver: paper of any length, through the filters of CUPS, as PDF."""


class Paper:
    """A network printer that takes whatever comes, as long as it is switched on."""

    def __init__(self) -> None:
        self.sheets: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.uri = f"socket://127.0.0.1:{self._server.getsockname()[1]}/?waiteof=false"
        """As CUPS writes it."""
        threading.Thread(target=self._serve, daemon=True).start()

    def switch_off(self) -> None:
        """Answer nobody any more."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def until(self, count: int) -> list[bytes]:
        """Wait until so many sheets lie there: CUPS calls a job done when its last byte is on the line."""
        deadline = time.monotonic() + PATIENCE_S
        while len(self.sheets) < count:
            assert time.monotonic() < deadline, self.sheets
            time.sleep(0.01)
        return list(self.sheets)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                sheet = b""
                while received := line.recv(65536):
                    sheet += received
                self.sheets.append(sheet)


class PrintServer:
    """`cupsd`, as `CUPS_SERVER` of this process, and its queue `Slip`."""

    def __init__(self, folder: Path) -> None:
        for made in ("spool/tmp", "cache", "state"):
            (folder / made).mkdir(parents=True)
        (folder / "cupsd.conf").write_text(CONFIGURATION.format(folder=folder))
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        self.address = str(folder / "cups.sock")
        self._process = subprocess.Popen(
            ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"},
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE_S
        while not os.path.exists(self.address):
            assert time.monotonic() < deadline, (folder / "error").read_text()
            time.sleep(0.02)

    def leads_to(self, device: str) -> None:
        """Let the queue end at `device`, a URI as CUPS writes them."""
        self._administer(
            "lpadmin", "-p", QUEUE, "-E", "-v", device, "-m", "raw", "-o", "printer-error-policy=abort-job"
        )

    def leads_through_a_driver_to(self, device: str) -> None:
        """Let the queue end at `device` behind the filters of CUPS, which make a PDF for a roll of it."""
        description = Path(self.address).with_name("receipt.ppd")
        description.write_text(RECEIPT_PPD)
        self._administer(
            "lpadmin", "-p", QUEUE, "-E", "-v", device, "-P", str(description), "-o", "printer-error-policy=abort-job"
        )

    def stop_queue(self) -> None:
        """Take jobs and print none, as somebody does at the system's own dialogue."""
        self._administer("cupsdisable", QUEUE)

    def start_queue(self) -> None:
        """Come back from `stop_queue`."""
        self._administer("cupsenable", QUEUE)

    def says_of_the_printer(self, *reasons: str) -> None:
        """Give the queue these reasons for its state, as a driver does with each job."""
        group = b"\x01" + _attribute(0x47, "attributes-charset", "utf-8")
        group += _attribute(0x48, "attributes-natural-language", "en")
        group += _attribute(0x45, "printer-uri", f"ipp://localhost/printers/{QUEUE}")
        group += b"\x04" + b"".join(
            _attribute(0x44, "" if number else "printer-state-reasons", reason) for number, reason in enumerate(reasons)
        )
        body = struct.pack(">BBHI", 2, 0, ADD_MODIFY_PRINTER, 1) + group + b"\x03"
        head = (
            "POST /admin/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Content-Type: application/ipp\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(self.address)
            line.sendall(head.encode() + body)
            answer = b""
            while piece := line.recv(4096):
                answer += piece
        assert answer.partition(b"\r\n\r\n")[2][2:4] == b"\0\0", answer

    def cancel_all(self) -> None:
        """Cancel every job, as somebody does at the system's own dialogue."""
        self._administer("cancel", "-a", QUEUE)

    def hang(self) -> None:
        """Answer nothing from now on."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Come back from `hang`."""
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self.go_on()
        self._process.terminate()
        self._process.wait(PATIENCE_S)

    def _administer(self, program: str, *arguments: str) -> None:
        found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        assert found is not None
        subprocess.run(
            (found, "-h", self.address, *arguments), check=True, timeout=PATIENCE_S, stderr=subprocess.DEVNULL
        )


def _attribute(kind: int, name: str, value: str) -> bytes:
    """One attribute as RFC 8010 writes it; without a name it is one more value of the one before."""
    words = (name.encode(), value.encode())
    return bytes([kind]) + b"".join(struct.pack(">H", len(word)) + word for word in words)


@contextmanager
def print_server(folder: Path) -> Iterator[PrintServer]:
    """Yield a server below `folder`, whose path must be short: it holds a socket."""
    server = PrintServer(folder)
    try:
        yield server
    finally:
        server.close()
