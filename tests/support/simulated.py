"""Simulated cases in the transaction of a test."""

from case_simulator.bulk import _store_here


class StoredHere:
	"""In the place of Background, which commits on a connection of its own."""

	def __enter__(self):
		return _store_here

	def __exit__(self, *_rest) -> None:
		pass
