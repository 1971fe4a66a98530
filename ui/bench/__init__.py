"""How fast a kiosk is on this machine: each part runs in a process of its own and prints one JSON object."""
