"""Simulated cases of a city in Chibi's shape: planned purely, then played live or written as rows."""
