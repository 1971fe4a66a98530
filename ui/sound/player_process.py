"""The process that plays: a sound server that hangs or dies can block it, but never the screen.

It reads commands as lines of JSON and tells what happens. When the sound server dies or another one comes, it ends,
and its parent starts it anew: Qt Multimedia keeps an outdated picture of the devices.
"""

from __future__ import annotations

import json
import os
import sys
import time
from base64 import b64decode
from pathlib import Path
from typing import Any, BinaryIO

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, QTimer, Signal, qInstallMessageHandler
from PySide6.QtMultimedia import QAudio, QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices

from kiosk.speech.loudness import gain_for
from kiosk.speech.parentage import end_with_parent, on_each_line, private_output
from kiosk.speech.sound import TornSound, read_sound, sound_of
from ui.garbage import Collector
from ui.sound.chosen_device import chosen, is_named, names_of
from ui.sound.device_name import DEVICE
from ui.sound.playout import SAMPLE_BYTES, SAMPLE_RATE, Moment, Part, Playout
from ui.sound.resampling import at_rate
from ui.sound.sound_server import Server, SoundServer, server_socket

BUFFER_MS = 100
"""How far samples run ahead of the ear: short for quick pauses and volume, long enough for a busy machine."""
WATCH_MS = 200
STALLED_S = 2.2
LIVELY_BUFFERS = 2
WARM_S = 600.0
"""So long the device stays open with silence after a sound, so that the next touch is answered without a lead-in."""

Command = dict[str, Any]


class _Feed(QIODevice):
    """The stream as Qt pulls it."""

    def __init__(self, playout: Playout) -> None:
        super().__init__()
        self._playout = playout
        self.last_pull = time.monotonic()
        self.taken_bytes = 0
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def readData(self, size: int) -> bytes:
        self.last_pull = time.monotonic()
        self.taken_bytes += size
        return self._playout.take(size // SAMPLE_BYTES * SAMPLE_BYTES)

    def writeData(self, _data: bytes | bytearray | memoryview, _size: int) -> int:
        return -1

    def isSequential(self) -> bool:
        return True

    def bytesAvailable(self) -> int:
        return SAMPLE_RATE * SAMPLE_BYTES


class Player(QObject):
    """Obeys commands; see `_obey` for what there is."""

    commanded = Signal(bytes)

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out = out
        self._playout = Playout(self._happened)
        self._feed = _Feed(self._playout)
        self._server = SoundServer(server_socket())
        self._devices = QMediaDevices()
        self._devices.audioOutputsChanged.connect(self._devices_changed)
        self._sink: QAudioSink | None = None
        self._volume = 1.0
        self._last_sound = time.monotonic()
        self._reported: bool | None = None
        self.commanded.connect(self._command)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_after)
        self._watch.start(WATCH_MS)
        self._name = os.environ.get(DEVICE, "")
        self._device = self._output().id()
        self._open()
        self._tell_device()

    def tell(self, message: Command) -> None:
        """Send a message to the parent; a parent that is gone ends this process through its other pipe."""
        self._out.write(json.dumps(message).encode() + b"\n")

    def _command(self, line: bytes) -> None:
        command = json.loads(line)
        match command["do"]:
            case "play":
                self._play(command)
            case "exchange":
                self._exchange(command)
            case "stop":
                self._playout.clear()
                self._hush()
                self._go_on()
            case "pause":
                self._hush()
                self._playout.paused = True
                self._go_on()
            case "resume":
                self._playout.paused = False
                self._open()
            case "wake":
                self._last_sound = time.monotonic()
                self._open()
            case "volume":
                self._volume = float(command["gain"])
                if self._sink is not None:
                    self._sink.setVolume(self._volume)
            case "list":
                self.tell({"is": "outputs", "names": names_of(QMediaDevices.audioOutputs())})
            case "ping":
                self.tell({"is": "pong", "rss_kb": _rss_kb(), "sounding": self._playout.has_parts})

    def _play(self, command: Command) -> None:
        """Put a clip behind those of the same utterance; another utterance takes the place of what plays now."""
        part = self._part(command)
        if part is None:
            return
        is_new = self._playout.utterance != part.utterance
        if is_new:
            self._playout.clear()
            self._hush()
        self._playout.add(part)
        self._last_sound = time.monotonic()
        if is_new:
            self._go_on()
        self._open()

    def _exchange(self, command: Command) -> None:
        part = self._part(command)
        if part is not None:
            self._hush()
            self._playout.exchange(part)
            self._go_on()

    def _part(self, command: Command) -> Part | None:
        """Read a clip whole: it may be removed as soon as it has been read; or take the sound that came with it."""
        try:
            sound = sound_of(b64decode(command["wav"])) if "wav" in command else read_sound(Path(command["path"]))
        except (OSError, TornSound):
            self.tell({"is": "unreadable", "utterance": command["utterance"], "index": command["index"]})
            return None
        frames = at_rate(sound, SAMPLE_RATE).samples.tobytes()
        gain = gain_for(sound) if command.get("levels", False) else 1.0
        return Part(utterance=command["utterance"], index=command["index"], frames=frames, gain=gain)

    def _happened(self, moment: Moment, part: Part, silent_s: float) -> None:
        message = {
            "is": moment.value,
            "utterance": part.utterance,
            "index": part.index,
            "ns": time.monotonic_ns(),
        }
        self._last_sound = time.monotonic()
        if moment is Moment.STARTED:
            self.tell({**message, "silent_ms": round(1000 * silent_s)})
        else:
            QTimer.singleShot(BUFFER_MS, lambda: self.tell(message))

    def _open(self) -> None:
        if self._sink is not None or not self._has_device():
            return
        form = QAudioFormat()
        form.setSampleRate(SAMPLE_RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._sink = QAudioSink(self._output(), form)
        self._sink.setBufferSize(SAMPLE_BYTES * SAMPLE_RATE * BUFFER_MS // 1000)
        self._sink.setVolume(self._volume)
        self._playout.stream_opened()
        self._feed.last_pull, self._feed.taken_bytes = time.monotonic(), 0
        self._sink.start(self._feed)

    def _hush(self) -> None:
        """Drop what the device holds and has not played; it will come again if its part is still wanted."""
        if self._sink is not None:
            ahead = self._sink.bufferSize() - self._sink.bytesFree()
            self._sink.reset()
            self._playout.rewind(ahead // SAMPLE_BYTES * SAMPLE_BYTES)

    def _go_on(self) -> None:
        if self._sink is not None:
            self._sink.start(self._feed)

    def _close(self) -> None:
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.stop()
            sink.deleteLater()

    def _look_after(self) -> None:
        if self._server.check() is not Server.SAME:
            self._end()
        now = time.monotonic()
        if self._sink is not None and self._sink.error() not in (
            QAudio.Error.NoError,
            QAudio.Error.UnderrunError,
        ):
            self._end()
        if self._playout.has_parts:
            self._last_sound = now
        elif now - self._last_sound > WARM_S:
            self._close()
        self._tell_device()
        if self._is_stalled():
            self._end()

    def _output(self) -> QAudioDevice:
        """The device that the settings name, as long as it is there, else the usual one."""
        usual = QMediaDevices.defaultAudioOutput()
        return chosen(QMediaDevices.audioOutputs(), usual, self._name) if self._name else usual

    def _has_device(self) -> bool:
        return not self._output().isNull()

    def _is_stalled(self) -> bool:
        """Whether the device takes nothing: its server hangs, or it was pulled out and Qt did not notice."""
        return self._sink is not None and time.monotonic() - self._feed.last_pull > STALLED_S

    def _is_taking(self) -> bool:
        """Whether the device takes samples, beyond those that any buffer swallows at once."""
        return self._sink is None or self._feed.taken_bytes > LIVELY_BUFFERS * self._sink.bufferSize()

    def _tell_device(self) -> None:
        there = self._has_device() and not self._is_stalled()
        if there and not self._reported and not self._is_taking():
            return
        if there != self._reported:
            self._reported = there
            is_other = bool(self._name) and not is_named(self._output(), self._name)
            self.tell({"is": "device", "there": there, "is_other": is_other})

    def _devices_changed(self) -> None:
        """Move to the device that is to be used now, if it is another one."""
        device = self._output().id()
        if device != self._device:
            self._device = device
            self._close()
            if self._playout.has_parts:
                self._open()
        self._tell_device()

    def _end(self) -> None:
        """Leave at once: closing a device whose server died can block."""
        os._exit(0)


def _rss_kb() -> int:
    if sys.platform != "linux":
        return 0
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def main(arguments: list[str]) -> int:
    """Play until standard input closes; the last argument is the parent's process id."""
    end_with_parent(int(arguments[-1]))
    out = private_output()
    application = QCoreApplication([])
    Collector(application)
    player = Player(out)
    qInstallMessageHandler(lambda _kind, _context, text: player.tell({"is": "log", "text": text}))
    on_each_line(player.commanded.emit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
