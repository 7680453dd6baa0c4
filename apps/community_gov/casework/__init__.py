"""Cases from report to closure: stages, dispatches, checks, photos, events and figures."""
