"""Speech on the loudspeaker: Qt Multimedia in a process of its own, and what the screen needs of it."""
