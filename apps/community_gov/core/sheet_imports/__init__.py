"""Sheets whose rows become documents one by one: small ones at once, larger ones by a job. Knows none of the documents."""
