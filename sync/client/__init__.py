"""The station's end of sync."""
