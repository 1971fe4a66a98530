"""Every kind of work whose power is cut: a new one is added here, and nowhere else."""

from __future__ import annotations

from tests.power.work import Work
from tests.power.works.at_work import AtTheDesk, FirstStart, Imports, Reopening, Slips
from tests.power.works.copies import Backups, Elsewhere, NewMachine, Restores, RestoresOverRemains, Stick
from tests.power.works.mending import Migrations, Recoveries
from tests.power.works.small_files import Crashes, Notes, RecoveryCodes, Settings
from tests.power.works.updates import Fetching, GoingBack, Leaving, Updating

WORKS: tuple[Work, ...] = (
    FirstStart(), Slips(), AtTheDesk(), Imports(), Reopening(),
    Backups(), Stick(), Elsewhere(), Restores(), RestoresOverRemains(), NewMachine(),
    Migrations(), Recoveries(),
    Updating(), Leaving(), GoingBack(), Fetching(),
    Settings(), RecoveryCodes(), Crashes(), Notes(),
)  # fmt: skip
