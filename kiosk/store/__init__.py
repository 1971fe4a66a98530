"""What a station keeps: encrypted SQLite, one store a noun."""
