"""What only Qt can tell of a station: its screen, its fonts, its touch, its loudspeaker; and the whole examination."""
