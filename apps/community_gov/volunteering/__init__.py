"""Volunteers: the points ledger and redemption."""
