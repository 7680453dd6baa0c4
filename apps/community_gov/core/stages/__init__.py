"""The engine of staged documents: stages and their rules, workflow states, steps, the base of such documents."""
