"""The parent's side of the player: starts it, hears it, and replaces it when it dies or hangs."""

from __future__ import annotations

import logging
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.speech.child import Child, Message, module_argv
from ui.sound.device_name import DEVICE

FROZEN_FLAG = "--sound-player"
PING_S = 0.5
SILENT_S = 1.2
"""A player that does not answer for so long hangs; killed now, its successor plays within 3 s."""
START_S = 10.0
"""A start may hang with the sound server, and goes on by itself when that does."""
UNSURE_S = 1.5
PAUSES_S = (0.0, 0.5, 1.0, 1.0, 5.0)
"""Before each start after one that came to nothing: endless trouble must cost little."""

ENVIRONMENT = {
    "QT_MEDIA_BACKEND": "none",
    "QT_LOGGING_RULES": "qt.multimedia.*=false",
}
"""Without FFmpeg, which only films and compressed files need, the process takes 44 MB instead of 56."""

log = logging.getLogger(__name__)


def player_argv() -> tuple[str, ...]:
    """Return the command that starts the player of this program."""
    return module_argv("ui.sound.player_process", frozen_flag=FROZEN_FLAG)


class Player:
    """The player process, as far as it can be had. Nothing here waits; `heard` is called in a thread of its own.

    `device` names the loudspeaker, as `sound.device` does; None: as the surroundings of this process say.
    `heard` gets the player's messages, and `{"is": "device", "there": bool}` also when the player itself comes or goes.
    """

    def __init__(
        self, heard: Callable[[Message], None], *, argv: Sequence[str] | None = None, device: str | None = None
    ) -> None:
        self._tell = heard
        self._argv = tuple(argv or player_argv())
        self._environment = ENVIRONMENT if device is None else {**ENVIRONMENT, DEVICE: device}
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._there = False
        self._is_other = False
        self._said: bool | None = None
        self._heard_at = 0.0
        self._changed = threading.Condition()
        self._ended = True
        self._closed = False
        self._failures = 0
        self._gain = 1.0
        self.rss_kb = 0
        self._thread = threading.Thread(target=self._look_after, name="player", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The process id of the player that runs now."""
        child = self._child
        return child.pid if child else None

    @property
    def is_there(self) -> bool:
        """Whether what is played now can be heard, as far as this machine can know."""
        return self._there

    @property
    def is_other_device(self) -> bool:
        """Whether the usual loudspeaker plays, because the one that was named is not there."""
        return self._is_other

    def play(self, clip: Path, *, utterance: int, index: int) -> None:
        """Play a clip behind the others of its utterance, or at once instead of another utterance."""
        self._send({"do": "play", "path": str(clip), "utterance": utterance, "index": index})

    def play_sound(self, wav: bytes, *, utterance: int, index: int = 0, levels: bool = True) -> None:
        """Play the bytes of a WAV file as `play` does a clip; they go to the player through its pipe alone.

        `levels` brings what somebody recorded to the loudness of the clips; without it the sound is played as it is.
        """
        told = {"wav": b64encode(wav).decode(), "utterance": utterance, "index": index, "levels": levels}
        self._send({"do": "play", **told})

    def exchange(self, clip: Path, *, utterance: int, index: int) -> None:
        """Go on with `clip` instead of the one that was played under the same index, from the same share of it."""
        self._send({"do": "exchange", "path": str(clip), "utterance": utterance, "index": index})

    def stop(self) -> None:
        self._send({"do": "stop"})

    def pause(self) -> None:
        self._send({"do": "pause"})

    def resume(self) -> None:
        self._send({"do": "resume"})

    def wake(self) -> None:
        """Open the device, so that the lead-in has passed when something is to be said."""
        self._send({"do": "wake"})

    def list_devices(self) -> None:
        """Have the player tell `{"is": "outputs", "names": [...]}`, each as `sound.device` may say it."""
        self._send({"do": "list"})

    def set_gain(self, gain: float) -> None:
        """Set the loudness, 0 to 1 of full scale, now and for players to come."""
        self._gain = gain
        self._send({"do": "volume", "gain": gain})

    def close(self) -> None:
        """End the player and wait until it is gone (a second at most)."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(PING_S)
        child = self._child
        if child is not None:
            child.close()

    def _send(self, command: Message) -> None:
        child = self._child
        if child is not None:
            child.send(command)

    def _look_after(self) -> None:
        while not self._closed:
            if self._ended:
                self._start()
            started = time.monotonic()
            while not self._ended and not self._closed:
                self._check(started)
                self._wait(PING_S)
            self._say(there=False)
            self._wait(PAUSES_S[min(self._failures, len(PAUSES_S) - 1)], for_end=False)

    def _start(self) -> None:
        self._ended = False
        self._heard_at = 0.0
        self._failures += 1
        child = Child(self._argv, heard=self._hear, ended=self._end, environment=self._environment)
        self._child = child
        child.send({"do": "volume", "gain": self._gain})

    def _check(self, started: float) -> None:
        """Ask for a sign of life, and kill a player that has given none."""
        child, now = self._child, time.monotonic()
        assert child is not None
        if self._heard_at == 0.0:
            if now - started > START_S:
                child.kill()
            elif now - started > UNSURE_S:
                self._say(there=False)
            return
        if now - self._heard_at > SILENT_S:
            log.warning("the player does not answer")
            child.kill()
        child.send({"do": "ping"})

    def _wait(self, seconds: float, *, for_end: bool = True) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (for_end and self._ended), seconds)

    def _hear(self, message: Message) -> None:
        self._heard_at = time.monotonic()
        match message.get("is"):
            case "device":
                self._failures = 0 if message["there"] else 1
                self._is_other = message.get("is_other", False)
                self._say(there=message["there"])
            case "pong":
                self.rss_kb = message["rss_kb"]
            case "log":
                log.info("player: %s", message["text"])
            case _:
                self._tell(message)

    def _end(self, code: int) -> None:
        log.info("the player ended (%d)", code)
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _say(self, *, there: bool) -> None:
        self._there = there
        if there != self._said:
            self._said = there
            self._tell({"is": "device", "there": there})
