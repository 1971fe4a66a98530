"""The technician's screens: how the machine is, its devices, backups and logs; in the desk's window."""
