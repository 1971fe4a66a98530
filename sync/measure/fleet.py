"""Many stations at once, in simulated time: all back after a blackout, and sharing slots over bad lines."""

from __future__ import annotations

from sync.measure import blackout, slots_sim
from sync.measure.figures import Figure, load_before


def measure(*, only: str | None = None, seed: int = 1) -> dict[str, Figure]:
    """Simulate both, or `only` the "blackout" or the "slots"."""
    figures: dict[str, Figure] = {"load_before": load_before(), "seed": seed}
    if only in (None, "blackout"):
        figures |= blackout.measure(seed=seed)
    if only in (None, "slots"):
        figures |= slots_sim.measure(seed=seed)
    return figures
