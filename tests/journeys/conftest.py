"""The start of every walk."""

from __future__ import annotations

import pytest

from kiosk.journeys.worker import WorkerJourney
from tests.journeys.walking import Walk


@pytest.fixture
def walk() -> Walk:
    return Walk(WorkerJourney())
