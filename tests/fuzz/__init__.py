"""Requests that nobody would write by hand: generated from the signatures of our endpoints."""
