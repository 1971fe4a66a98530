"""The desk: the staff's window, over the same station as the kiosk."""
