"""One file on a disk that loses its power: what was synced is there, of the rest each page is old, new or torn."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

PAGE, SECTOR = 4096, 512
"""What a system writes back at once, and what a disk writes whole."""
TORN = 0.15
"""So often a page that was not synced lies half written."""


@dataclass(slots=True, eq=False)
class DiskFile:
    """`kept` is what was last synced, `now` what programs see, `open` what was done in between.

    Of `open`, bytes stand with where they were written, and None with the size that the file was cut to.
    """

    kept: bytes = b""
    now: bytearray = field(default_factory=bytearray)
    open: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, at: int, data: bytes) -> None:
        _put(self.now, at, data)
        self.open.append((at, data))

    def cut(self, size: int) -> None:
        _cut(self.now, size)
        self.open.append((size, None))

    def sync(self) -> None:
        if self.open:
            self.kept = bytes(self.now)
            self.open.clear()

    def after_cut(self, chance: Random, *, keeps: float, grows_in_order: bool) -> bytes:
        """Return the bytes that lie there after a power cut.

        Each page that was written is the newest one with the probability `keeps`, otherwise any that it was since it
        was last synced, or torn between two of them. The size is any that the file had. With `grows_in_order` (ext4,
        `data=ordered`) nothing but written bytes stands behind the old end; without it there may be noughts.
        """
        content = bytearray(self.kept)
        for size, writes in self._stretches():
            if size is not None:
                if chance.random() >= max(keeps, 0.5):
                    return bytes(content)  # neither the cut reached the disk nor what was written after it
                _cut(content, size)
            content = _written_back(content, writes, chance, keeps=keeps, grows_in_order=grows_in_order)
        return bytes(content)

    def _stretches(self) -> list[tuple[int | None, list[tuple[int, bytes]]]]:
        """What was written between one cut and the next; each but the first with the size that the cut left."""
        found: list[tuple[int | None, list[tuple[int, bytes]]]] = [(None, [])]
        for at, data in self.open:
            if data is None:
                found.append((at, []))
            else:
                found[-1][1].append((at, data))
        return found


def _written_back(
    before: bytearray, writes: list[tuple[int, bytes]], chance: Random, *, keeps: float, grows_in_order: bool
) -> bytearray:
    now, sizes, pages = bytearray(before), [len(before)], dict[int, list[bytes]]()
    for at, data in writes:
        if not data:
            continue
        touched = range(at // PAGE, (at + len(data) - 1) // PAGE + 1)
        for page in touched:
            pages.setdefault(page, [_page(now, page)])
        _put(now, at, data)
        sizes.append(len(now))
        for page in touched:
            pages[page].append(_page(now, page))
    size = sizes[-1] if chance.random() < keeps else chance.choice(sizes)
    result = bytearray(before[:size].ljust(size, b"\0"))
    for page, versions in pages.items():
        is_new = grows_in_order and (page + 1) * PAGE > len(before)
        result[page * PAGE : (page + 1) * PAGE] = versions[-1] if is_new else _one_of(versions, chance, keeps)
    return result[:size]


def _one_of(versions: list[bytes], chance: Random, keeps: float) -> bytes:
    if chance.random() < keeps:
        return versions[-1]
    place = chance.randrange(len(versions))
    if chance.random() < TORN and place + 1 < len(versions):
        torn = chance.randrange(1, PAGE // SECTOR) * SECTOR
        return versions[place + 1][:torn] + versions[place][torn:]
    return versions[place]


def _page(content: bytearray, page: int) -> bytes:
    return bytes(content[page * PAGE : (page + 1) * PAGE]).ljust(PAGE, b"\0")


def _put(content: bytearray, at: int, data: bytes) -> None:
    if at > len(content):
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


def _cut(content: bytearray, size: int) -> None:
    if size <= len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))
