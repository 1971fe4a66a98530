"""Watches the kiosk from a process of its own: starts it again when it died or froze, and keeps what it said."""
