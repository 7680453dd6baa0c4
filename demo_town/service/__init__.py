"""A year of volunteering: planned purely, written as rows, equal to what the steps of the app leave behind."""
