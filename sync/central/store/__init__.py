"""What central keeps, in PostgreSQL or SQLite."""
