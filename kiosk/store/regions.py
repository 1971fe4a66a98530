"""Towns and counties, as a station's own file or the demo county brought them."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.region import Position, Region
from kiosk.store.database import Database


class RegionStore:
    """All regions this station knows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Region, ...]:
        """Return every region, by code."""
        rows = self._database.rows("select code, name, name_en, latitude, longitude from regions order by code")
        return tuple(
            Region(code=code, name=name, name_en=name_en, position=position_of(latitude, longitude))
            for code, name, name_en, latitude, longitude in rows
        )

    def has(self, code: str) -> bool:
        """Tell whether this station knows a region with this code."""
        return self._database.row("select 1 from regions where code = ?", (code,)) is not None

    def save_all(self, regions: Iterable[Region]) -> None:
        """Add `regions`, or put them in place of those with the same code."""
        with self._database.transaction():
            self._database.table("regions").upsert_all([_row(region) for region in regions], pk="code")

    def replace_all(self, regions: Iterable[Region]) -> None:
        """Know `regions` and no others."""
        with self._database.transaction():
            self._database.execute("delete from regions")
            self.save_all(regions)


def _row(region: Region) -> dict[str, str | float | None]:
    return {
        "code": region.code,
        "name": region.name,
        "name_en": region.name_en,
        "latitude": region.position.latitude if region.position else None,
        "longitude": region.position.longitude if region.position else None,
    }


def position_of(latitude: float | None, longitude: float | None) -> Position | None:
    """Return the position of two columns, None unless both are known."""
    if latitude is None or longitude is None:
        return None
    return Position(latitude=latitude, longitude=longitude)
