"""Consent, requests of the person, retention, incidents, small counts."""
