"""Nobody gets out of the kiosk's window by keys, by the mouse or by the window manager."""

from __future__ import annotations

import os
import signal
import time

from tests.ui.locked.conftest import SIZE, WITHIN_S, LockedMachine

WAYS_OUT = (
    "alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+space", "alt+F1", "alt+F2", "alt+F3", "alt+F7", "alt+F9",
    "alt+F10", "super", "super+d", "super+e", "super+r", "super+l", "super+Tab", "ctrl+Escape", "ctrl+alt+Delete",
    "ctrl+alt+BackSpace", "ctrl+alt+t", "ctrl+alt+d", "ctrl+alt+Left", "ctrl+alt+Down", "ctrl+alt+F2", "ctrl+q",
    "ctrl+w", "ctrl+c", "ctrl+z", "ctrl+n", "ctrl+o", "ctrl+p", "ctrl+s", "ctrl+shift+i", "ctrl+shift+Escape", "F1",
    "F2", "F3", "F5", "F6", "F9", "F10", "F11", "F12", "Escape", "Menu", "shift+F10", "Print", "alt+Print",
    "Pause", "Break", "XF86Explorer", "XF86WWW", "XF86Calculator", "XF86Mail", "XF86PowerOff", "XF86Sleep",
)  # fmt: skip


def test_no_key_leads_out(locked: LockedMachine) -> None:
    before = locked.kiosk
    for keys in WAYS_OUT:
        locked.hand("key", "--clearmodifiers", keys)
    time.sleep(1.0)
    assert locked.shows_the_kiosk(), locked.windows()
    assert locked.kiosk == before


def test_no_button_of_the_mouse_leads_out(locked: LockedMachine) -> None:
    before = locked.kiosk
    for x, y in ((2, 2), (SIZE[0] - 2, 2), (2, SIZE[1] - 2), (SIZE[0] // 2, SIZE[1] // 2)):
        for button in "23456789":
            locked.hand("mousemove", str(x), str(y), "click", button)
        locked.hand("mousemove", str(x), str(y), "click", "--repeat", "3", "--delay", "60", "1")
        locked.hand("keydown", "alt", "mousedown", "1", "mousemove", "400", "300", "mouseup", "1", "keyup", "alt")
        locked.hand("keydown", "super", "mousedown", "3", "mousemove", "300", "200", "mouseup", "3", "keyup", "super")
    time.sleep(1.0)
    assert locked.shows_the_kiosk(), locked.windows()
    assert locked.kiosk == before


def test_a_window_manager_that_is_asked_to_close_or_hide_it_does_not(locked: LockedMachine) -> None:
    """As a program that came in from elsewhere would ask."""
    before = locked.kiosk
    window = locked.client
    locked.hand("windowquit", window)
    locked.hand("windowminimize", window)
    locked.hand("windowsize", window, "300", "200")
    locked.hand("windowstate", "--remove", "FULLSCREEN", window)
    locked.wait(locked.shows_the_kiosk)
    assert locked.kiosk == before


def test_when_it_is_killed_there_is_nothing_behind_it_but_it(locked: LockedMachine) -> None:
    before = locked.kiosk
    assert before is not None
    os.kill(before, signal.SIGKILL)
    seen = []
    locked.wait(lambda: seen.append(locked.windows()) or locked.kiosk not in (None, before))
    locked.wait(locked.shows_the_kiosk)
    assert {window for windows in seen for window in windows} <= {(*SIZE, 0, 0)}


def test_the_session_ends_with_the_kiosk_when_it_is_told_to(locked: LockedMachine) -> None:
    """As systemd does it when the machine goes off."""
    locked.session.send_signal(signal.SIGTERM)
    assert locked.session.wait(WITHIN_S) == 0
    locked.wait(lambda: locked.kiosk is None)


def test_the_desk_in_front_of_the_kiosk_opens_no_way_out_without_its_pin(locked: LockedMachine) -> None:
    before = locked.kiosk
    locked.hand("mousemove", str(SIZE[0] - 5), "5", "mousedown", "1")
    locked.wait(lambda: "yizhan-desk" in locked.tree())
    locked.hand("mouseup", "1")
    time.sleep(1.5)
    for keys in WAYS_OUT:
        locked.hand("key", "--clearmodifiers", keys)
    locked.hand("mousemove", "500", "400", "click", "3")
    time.sleep(1.0)
    assert set(locked.windows()) == {(*SIZE, 0, 0)}
    assert locked.kiosk == before
