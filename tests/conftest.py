"""Before anything of Qt is imported: tests paint into memory, on no screen, leave the desktop's keyring alone, and sync
nothing beside a screen. Garbage is collected between them, on the thread that runs them, as the programs do it
(`ui.garbage`). An example that Hypothesis makes may take as long as it takes: what a busy machine adds is no fault.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
os.environ["YIZHAN_NO_SYNC"] = "1"

gc.disable()

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    result = yield
    gc.collect(1 if nextitem is not None and nextitem.path == item.path else 2)
    return result
