"""What keeps a station alive: its places, settings and clock."""
