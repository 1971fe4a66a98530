"""The path of a person through the kiosk, as pure functions."""
