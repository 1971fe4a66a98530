"""The settings of a whole station, one file `station.toml`: what may stand there, how it is read, kept and changed."""
