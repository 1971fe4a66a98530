"""The commands of `yizhan-kiosk` that speak with central; each module as in `kiosk.commands`."""
