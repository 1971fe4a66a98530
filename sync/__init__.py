"""Stations and central: what travels between them, and the two ends."""
