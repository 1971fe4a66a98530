"""The operating system's keyring, asked so that a station without a desktop, or with a locked one, never hangs."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from kiosk.store.keys import Keyring, KeyringFailed

SERVICE = "yizhan"
PATIENCE_S = 5.0
"""A locked keyring asks for its password in a window that nobody at a kiosk can answer."""
WORKING_PRIORITY = 1.0
"""`keyring` rates its backends; those below 1 are the ones that fail or keep secrets in plain text."""

Answer = TypeVar("Answer")


def desktop_keyring() -> Keyring | None:
    """Return the desktop's keyring, or None where there is none: on Linux without a session bus, for instance.

    The library is imported only where it can be of use: that takes 100 ms.
    """
    if sys.platform.startswith("linux") and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    return DesktopKeyring()


class DesktopKeyring:
    """The keyring that the `keyring` library finds: Secret Service, KWallet, Windows or macOS."""

    def read(self, entry: str) -> bytes | None:
        import keyring

        kept = _asked(lambda: self._checked() and keyring.get_password(SERVICE, entry))
        try:
            return bytes.fromhex(kept) if kept else None
        except ValueError:
            return b""  # somebody else's word under our entry: no key, and `DatabaseKey` says so

    def keep(self, entry: str, secret: bytes) -> None:
        import keyring

        def put() -> bool:
            keyring.set_password(SERVICE, entry, secret.hex())
            return True

        _asked(lambda: self._checked() and put())
        if self.read(entry) != secret:
            raise KeyringFailed

    def _checked(self) -> bool:
        import keyring

        if keyring.get_keyring().priority < WORKING_PRIORITY:
            raise KeyringFailed
        return True


def _asked(question: Callable[[], Answer]) -> Answer:
    """Return the answer, or raise `KeyringFailed` for any failure of a backend and after `PATIENCE_S` seconds."""
    answers: list[Answer] = []
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            answers.append(question())
        except Exception as error:  # noqa: BLE001  backends raise what their D-Bus or Windows library raises
            failures.append(error)

    asking = threading.Thread(target=ask, name="keyring", daemon=True)
    asking.start()
    asking.join(PATIENCE_S)
    if not answers:
        raise KeyringFailed from (failures[0] if failures else None)
    return answers[0]
