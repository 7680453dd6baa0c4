"""The town that `./dev demo` shows: a quarter of cases, today's work, a year of volunteering, thousands of homes."""
