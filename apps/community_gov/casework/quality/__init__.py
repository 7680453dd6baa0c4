"""Whether it was done well: checks before and after, feedback of the reporter, appeals."""
