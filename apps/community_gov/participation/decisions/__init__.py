"""Who has a vote, how it is cast, and what the votes decide."""
