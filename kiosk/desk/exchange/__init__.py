"""Postings from the tables that stations really have: CSV and XLSX in, row by row."""
