"""What people decide together: decision rules, rolls, ballots, notices, deliberation, opinions."""
