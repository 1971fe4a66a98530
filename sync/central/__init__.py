"""The central server: what makes many stations one market."""
