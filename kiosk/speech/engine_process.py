"""The process in which pyttsx3 lives: it reads wishes as lines of JSON, and answers each with what was rendered.

pyttsx3 (2.99) hangs or falls silent under GUI loops, returns before its file is written, prints to standard output and
cannot be stopped. Here it can do no harm: its parent checks, kills and restarts it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from kiosk.domain.tongue import Tongue
from kiosk.priority import Place, give_way
from kiosk.speech.loudness import levelled
from kiosk.speech.pace import espeak_setting
from kiosk.speech.parentage import end_with_parent, on_each_line, private_output
from kiosk.speech.sound import Sound, TornSound, read_sound, write_sound

VOICES = {Tongue.MANDARIN: "sit/cmn", Tongue.CANTONESE: "sit/yue", Tongue.ENGLISH: "gmw/en"}
"""eSpeak NG's voices by the name of their file."""

PLATFORM_MARKS = (
    (Tongue.CANTONESE, ("zh-hk", "yue", "cantonese", "hong kong", "0c04")),
    (Tongue.MANDARIN, ("zh-cn", "chinese", "0804")),
    (Tongue.ENGLISH, ("en-", "english")),
)
"""What the platform's voices are told by, the narrower name first: Cantonese is called Chinese, too."""

WRITTEN_WITHIN_S = 30.0
TRIES = 3
SETTLE_S = 0.02
RATE_SET_WITHIN_S = 0.5
RATE_POLL_S = 0.001
PLATFORM_WORDS_PER_MINUTE = 170
VOLUME = 0.6
"""At full volume eSpeak cuts the peaks of loud syllables square; what it leaves soft is made louder afterwards."""
UNSPEAKABLE = dict.fromkeys((*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), " ")


def main(arguments: list[str]) -> int:
    """Serve until standard input closes. `arguments`: any other `TONGUE=VOICE`, then the parent's process id."""
    end_with_parent(int(arguments[-1]))
    give_way(Place.VOICE)
    out = private_output()
    wishes: SimpleQueue[bytes] = SimpleQueue()
    on_each_line(wishes.put)
    others = dict(argument.split("=", 1) for argument in arguments[:-1])
    engine = Pyttsx3({**VOICES, **{Tongue(name): voice for name, voice in others.items()}})
    out.write(b'{"is": "ready"}\n')
    while True:
        wish = json.loads(wishes.get())
        answer = {"id": wish["id"], **_answer(engine, wish), "rss_kb": _rss_kb()}
        out.write(json.dumps(answer).encode() + b"\n")


def _answer(engine: Pyttsx3, wish: dict[str, Any]) -> dict[str, Any]:
    try:
        sound = _spoken(engine, wish["words"], tongue=Tongue(wish["tongue"]), rate=wish["rate"])
        write_sound(sound, Path(wish["into"]))
    except VoiceAbsent:
        return {"fault": "absent"}
    except (TornSound, OSError, ValueError, RuntimeError, KeyError) as error:
        return {"fault": type(error).__name__}
    return {"seconds": sound.seconds, "sample_rate": sound.sample_rate, "rms": sound.rms}


def _spoken(engine: Pyttsx3, words: str, *, tongue: Tongue, rate: float) -> Sound:
    """Return `words` as sound; pyttsx3 now and then (once in 800 clips) hands over nothing, and is asked again."""
    for _ in range(TRIES):
        sound = engine.speak(words, tongue=tongue, rate=rate).trimmed()
        if sound.samples:
            return levelled(sound)
    raise TornSound("silence")


def _rss_kb() -> int:
    """Resident memory now; `ru_maxrss` would begin with that of the kiosk that started us."""
    if sys.platform != "linux":
        return 0
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


class VoiceAbsent(Exception):
    """The engine has no voice for a tongue."""


class Pyttsx3:
    """pyttsx3 with eSpeak NG where its wheel's library loads, and the platform's own voices elsewhere."""

    def __init__(self, voices: dict[Tongue, str]) -> None:
        self._is_espeak = _espeak_loaded()
        import pyttsx3

        self._engine = pyttsx3.init("espeak" if self._is_espeak else None)
        # A new engine counts as busy and only queues what is set; an empty run makes it listen.
        self._engine.runAndWait()
        self._voices = voices if self._is_espeak else self._platform_voices()
        self._finished = threading.Event()
        self._engine.connect("finished-utterance", lambda **_: self._finished.set())
        if self._is_espeak:
            self._engine.setProperty("volume", VOLUME)
            with _nameless_file() as path:
                self._run(" a ", path)

    def speak(self, words: str, *, tongue: Tongue, rate: float) -> Sound:
        """Return `words` as sound. Raises `VoiceAbsent`, and `TornSound` or `OSError` if no whole file came out."""
        if tongue not in self._voices:
            raise VoiceAbsent(tongue)
        self._set_voice(self._voices[tongue])
        self._set_rate(espeak_setting(tongue, rate) if self._is_espeak else round(PLATFORM_WORDS_PER_MINUTE * rate))
        with _nameless_file() as path:
            self._run(words.translate(UNSPEAKABLE), path)
            return read_sound(path)

    def _run(self, words: str, path: str) -> None:
        """Have pyttsx3 write `words` to `path`.

        Its first run comes back while the engine's thread still works for it, and what is set then reaches the next
        clip too late. So the engine's thread gets a moment to leave after each run that came back early.
        """
        self._finished.clear()
        self._engine.save_to_file(words, path)
        self._engine.runAndWait()
        if self._is_espeak and not self._finished.is_set():
            if not self._finished.wait(WRITTEN_WITHIN_S):
                raise TornSound("never finished")
            time.sleep(SETTLE_S)

    def _set_voice(self, voice: str) -> None:
        """Choose a voice. pyttsx3 swallows the engine's "no such voice" and would go on with the voice before."""
        self._engine.setProperty("voice", voice)
        if self._engine.getProperty("voice") != voice.lower() and self._is_espeak:
            raise VoiceAbsent(voice)

    def _set_rate(self, words_per_minute: int) -> None:
        """Set the rate and wait until it holds: the engine sets it in a thread of its own, else perhaps in mid-clip."""
        self._engine.setProperty("rate", words_per_minute)
        until = time.monotonic() + RATE_SET_WITHIN_S
        while self._is_espeak and self._engine.getProperty("rate") != words_per_minute:
            if time.monotonic() > until:
                raise TornSound("the rate was not taken")
            time.sleep(RATE_POLL_S)
        time.sleep(RATE_POLL_S)

    def _platform_voices(self) -> dict[Tongue, str]:
        found: dict[Tongue, str] = {}
        for voice in self._engine.getProperty("voices"):
            marks = f"{voice.id} {voice.name} {voice.languages}".lower().replace("_", "-")
            for tongue, words in PLATFORM_MARKS:
                if any(word in marks for word in words):
                    found.setdefault(tongue, voice.id)
                    break
        return found


def _espeak_loaded() -> bool:
    """Load the wheel's library first, so that pyttsx3, which asks for it by its soname, finds this one."""
    if sys.platform != "linux":
        return False
    import ctypes

    import espeakng_loader

    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    os.environ["ESPEAK_DATA_PATH"] = str(Path(espeakng_loader.get_data_path()).parent)
    return True


@contextmanager
def _nameless_file() -> Iterator[str]:
    """Give a path to memory that no other process sees and that is gone with this one; elsewhere a temporary file."""
    if sys.platform == "linux":
        handle = os.memfd_create("clip")
        try:
            yield f"/proc/self/fd/{handle}"
        finally:
            os.close(handle)
        return
    with tempfile.TemporaryDirectory(prefix="yizhan-") as folder:
        yield os.path.join(folder, "clip.wav")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
