"""Time of a case: calendars, limits, due times, adjustments, escalation, supervision, the watch job."""
