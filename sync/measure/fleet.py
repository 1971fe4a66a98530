"""Many stations at once, in simulated time: all back after a blackout, and sharing slots over bad lines."""

from __future__ import annotations

from sync.measure import blackout, slots_sim
from sync.measure.figures import Figure, load_before


def measure(
    *, only: str | None = None, seed: int = 1, stations: int = slots_sim.STATIONS, days: int = slots_sim.DAYS
) -> dict[str, Figure]:
    """Simulate both, or `only` the "blackout" or the "slots", these with `stations` stations for some `days`."""
    figures: dict[str, Figure] = {"load_before": load_before(), "seed": seed}
    if only in (None, "blackout"):
        figures |= blackout.measure(seed=seed)
    if only in (None, "slots"):
        share = stations / slots_sim.STATIONS * days / slots_sim.DAYS
        figures |= slots_sim.measure(
            stations=stations,
            count=round(slots_sim.POSTINGS * share),
            wishes=round(slots_sim.WISHES * share),
            days=days,
            seed=seed,
        )
    return figures
