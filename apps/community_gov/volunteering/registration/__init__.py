"""Volunteers come and go: registration, retirement, anonymisation."""
