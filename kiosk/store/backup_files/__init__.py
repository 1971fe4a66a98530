"""Backups that are carried away, each one file, and the station that is made from one again."""
