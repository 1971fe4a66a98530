"""One file a command of `yizhan-kiosk` that needs Qt."""
