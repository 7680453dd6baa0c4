"""Figures: what is measured, counted, ranked and published; the hall, boards and maps."""
