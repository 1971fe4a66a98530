"""The process that records: a sound server that hangs or dies can hold it up, but never the screen.

It begins at once, tells what it hears in pieces of a tenth of a second as lines of JSON, and ends when it is told to
stop. Nothing that it hears is written anywhere but into the pipe to its parent.
"""

from __future__ import annotations

import json
import os
import sys
from base64 import b64encode
from typing import Any, BinaryIO

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, QTimer, Signal, qInstallMessageHandler
from PySide6.QtMultimedia import QAudio, QAudioFormat, QAudioSource, QMediaDevices

from kiosk.speech.parentage import end_with_parent, on_each_line, private_output
from ui.garbage import Collector
from ui.sound.chosen_device import chosen
from ui.sound.device_name import DEVICE
from ui.sound.recorder_form import PIECE_BYTES, SAMPLE_BYTES, SAMPLE_RATE, peak

BUFFER_BYTES = SAMPLE_RATE * SAMPLE_BYTES
"""What the device may hold before it is read: a second, for a machine that is busy."""

Message = dict[str, Any]


class Microphone(QObject):
    """Listens from `begin` on, until it is told `{"do": "stop"}`."""

    commanded = Signal(bytes)

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out = out
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None
        self._unsent = bytearray()
        self.commanded.connect(self._command)

    def tell(self, message: Message) -> None:
        """Send a message to the parent; a parent that is gone ends this process through its other pipe."""
        self._out.write(json.dumps(message).encode() + b"\n")

    def begin(self) -> None:
        """Open the microphone, or say why it cannot be had."""
        usual, name = QMediaDevices.defaultAudioInput(), os.environ.get(DEVICE, "")
        # A loudspeaker with a microphone in it shows both under one name.
        device = chosen(QMediaDevices.audioInputs(), usual, name) if name else usual
        if device.isNull():
            self.tell({"is": "trouble", "why": "no-microphone"})
            return
        form = QAudioFormat()
        form.setSampleRate(SAMPLE_RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = QAudioSource(device, form, self)
        self._source.setBufferSize(BUFFER_BYTES)
        self._source.stateChanged.connect(self._state_changed)
        self._stream = self._source.start()
        if self._stream is not None:
            self._stream.readyRead.connect(self._read)

    def _command(self, line: bytes) -> None:
        if json.loads(line)["do"] == "stop":
            self._read()
            self._send_pieces(least=SAMPLE_BYTES)
            self.tell({"is": "end"})
            QCoreApplication.quit()

    def _read(self) -> None:
        if self._stream is not None:
            self._unsent += self._stream.readAll().data()
            self._send_pieces(least=PIECE_BYTES)

    def _send_pieces(self, *, least: int) -> None:
        while len(self._unsent) >= least:
            size = min(PIECE_BYTES, len(self._unsent) // SAMPLE_BYTES * SAMPLE_BYTES)
            piece = bytes(self._unsent[:size])
            del self._unsent[:size]
            self.tell({"is": "piece", "samples": b64encode(piece).decode(), "peak": peak(piece)})

    def _state_changed(self, state: QAudio.State) -> None:
        if self._source is not None and self._source.error() not in (QAudio.Error.NoError, QAudio.Error.UnderrunError):
            self.tell({"is": "trouble", "why": "not-answering"})


def main(arguments: list[str]) -> int:
    """Record until it is told to stop, or standard input closes; the last argument is the parent's process id."""
    end_with_parent(int(arguments[-1]))
    out = private_output()
    application = QCoreApplication([])
    Collector(application)
    microphone = Microphone(out)
    qInstallMessageHandler(lambda _kind, _context, text: microphone.tell({"is": "log", "text": text}))
    on_each_line(microphone.commanded.emit)
    QTimer.singleShot(0, microphone.begin)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
