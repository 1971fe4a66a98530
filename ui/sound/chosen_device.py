"""Which of the machine's sound devices is the one that the station's settings name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtMultimedia import QAudioDevice


def names_of(devices: Sequence[QAudioDevice]) -> tuple[str, ...]:
    """Return what each device is called in the settings: as it is shown, or by its id where two are shown alike."""
    shown = [device.description() for device in devices]
    return tuple(
        name if name and shown.count(name) == 1 else _id(device) for device, name in zip(devices, shown, strict=True)
    )


def is_named(device: QAudioDevice, name: str) -> bool:
    """Whether `name` stands for this device, as it is shown or by its id."""
    return bool(name) and name in (device.description(), _id(device))


def chosen(devices: Sequence[QAudioDevice], usual: QAudioDevice, name: str) -> QAudioDevice:
    """Return the device of this name; the machine's `usual` one where there is none, or no name."""
    if is_named(usual, name):
        return usual
    return next((device for device in devices if is_named(device, name)), usual)


def _id(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")
