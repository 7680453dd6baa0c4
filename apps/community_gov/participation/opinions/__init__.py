"""Opinions 民情: what people say, to whom it goes, what came of it, and themes that become topics."""
