"""How wide a screen is beside the rail, so that buttons can be laid out before anything is shown."""

from __future__ import annotations

from ui.screens.desk.screen import Place
from ui.widgets.desk.look import RAIL_MM, Look

KEY = " F9"
"""Behind each name on the rail."""


def screen_width(look: Look) -> int:
    """The pixels beside the rail, or a few less."""
    widest = max(look.text_width(look.texts(f"desk-{place}") + KEY, size_px=look.sizes.small) for place in Place)
    return look.panel.width_px - max(look.px(RAIL_MM), widest + 3 * look.sizes.gap)
