"""The lessons of a station: those that come with the program (`assets/lessons/`), and its own (`DATA/lessons/`).

Each is a folder with a `lesson.toml`, a cover and a picture a page; `docs/lessons.md` says how one is made.
"""
