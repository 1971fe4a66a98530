"""Sound as samples: read from and written to WAV files that carry their own checksum."""

from __future__ import annotations

import io
import os
import struct
import sys
import wave
import zlib
from array import array
from dataclasses import dataclass
from pathlib import Path

FULL_SCALE = 32768
QUIET = 330
"""Samples below this (-40 dB of full scale) are no speech: an engine's hiss and fades lie under it."""

CHECK_CHUNK = b"yzcc"
WINDOW_S = 0.005
EDGE_S = 0.01


class TornSound(ValueError):
    """A file is no whole mono 16-bit WAV, or its checksum does not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """Mono 16-bit samples."""

    samples: array[int]
    sample_rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.sample_rate

    @property
    def rms(self) -> float:
        """Loudness, 0 to 1 of full scale, from every fourth sample: speech has its energy far below 2.7 kHz."""
        some = self.samples[::4]
        return float((sum(sample * sample for sample in some) / max(1, len(some))) ** 0.5) / FULL_SCALE

    def trimmed(self) -> Sound:
        """Return the sound without the silence around it, but for edges of 10 ms; empty if all is silence."""
        window = round(WINDOW_S * self.sample_rate)
        starts = range(0, len(self.samples), window)
        loud = [start for start in starts if _peak(self.samples[start : start + window]) >= QUIET]
        if not loud:
            return Sound(samples=array("h"), sample_rate=self.sample_rate)
        edge = round(EDGE_S * self.sample_rate)
        return Sound(
            samples=self.samples[max(0, loud[0] - edge) : loud[-1] + window + edge],
            sample_rate=self.sample_rate,
        )

    def after_silence(self, seconds: float) -> Sound:
        """Return the sound with so much silence before it."""
        silence = array("h", bytes(2 * round(seconds * self.sample_rate)))
        return Sound(samples=silence + self.samples, sample_rate=self.sample_rate)

    def joined(self, other: Sound, *, pause_s: float) -> Sound:
        """Return this sound, a pause, and the other."""
        pause = array("h", bytes(2 * round(pause_s * self.sample_rate)))
        return Sound(samples=self.samples + pause + other.samples, sample_rate=self.sample_rate)


def _peak(samples: array[int]) -> int:
    return max(map(abs, samples))


def read_sound(path: Path | str) -> Sound:
    """Return the sound in a mono 16-bit WAV file.

    Raises `TornSound` if it is anything else, is cut off, or has a checksum that does not fit; `OSError` as it comes.
    """
    with open(path, "rb") as file:
        return sound_of(file.read())


def sound_of(content: bytes) -> Sound:
    """Return the sound in the bytes of a mono 16-bit WAV file; raise `TornSound` as `read_sound` does."""
    try:
        with wave.open(io.BytesIO(content)) as reader:
            if (reader.getnchannels(), reader.getsampwidth()) != (1, 2):
                raise TornSound(f"{reader.getnchannels()} channels of {reader.getsampwidth()} bytes")
            count, sample_rate = reader.getnframes(), reader.getframerate()
            frames = reader.readframes(count)
    except (wave.Error, EOFError, struct.error) as error:
        raise TornSound(str(error)) from error
    if len(frames) != 2 * count or sample_rate <= 0:
        raise TornSound("cut off")
    _compare_checksum(content, frames)
    samples = array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    return Sound(samples=samples, sample_rate=sample_rate)


def _compare_checksum(content: bytes, frames: bytes) -> None:
    if content[-12:-8] == CHECK_CHUNK and content[-4:] != struct.pack("<I", zlib.crc32(frames)):
        raise TornSound("checksum")


def is_whole(path: Path) -> bool:
    """Tell whether `path` holds a sound that this program wrote, to its last byte."""
    try:
        with path.open("rb") as file:
            content = file.read()
        return content[-12:-8] == CHECK_CHUNK and bool(read_sound(path).samples)
    except (OSError, TornSound):
        return False


def write_sound(sound: Sound, path: Path) -> None:
    """Write `sound` as a WAV file; a chunk behind the samples, which players skip, holds their CRC-32.

    Raises `OSError`; what was written until then is removed.
    """
    memory = io.BytesIO()
    with wave.open(memory, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(sound.sample_rate)
        writer.writeframes(sound.samples.tobytes())
    content = bytearray(memory.getvalue())
    content += CHECK_CHUNK + struct.pack("<II", 4, zlib.crc32(_little_endian(sound.samples)))
    content[4:8] = struct.pack("<I", len(content) - 8)
    write_whole(bytes(content), path)


def _little_endian(samples: array[int]) -> bytes:
    if sys.byteorder == "little":
        return samples.tobytes()
    turned = samples[:]
    turned.byteswap()
    return turned.tobytes()


def write_whole(content: bytes, path: Path) -> None:
    """Write a file that is there whole or not at all: under another name beside it, then renamed."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
