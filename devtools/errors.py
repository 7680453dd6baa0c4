"""The one exception of the developer tools: what happened, what to do, and where the log lies."""

from __future__ import annotations

from pathlib import Path


class DevError(Exception):
	"""A failure that the person at the keyboard can act upon."""

	def __init__(self, what: str, todo: str, log: Path | str | None = None):
		super().__init__(what)
		self.what = what.rstrip(". ")
		self.todo = todo.rstrip(". ")
		self.log = log

	def __str__(self) -> str:
		where = f" Log: {self.log}" if self.log else ""
		return f"{self.what}; {self.todo}.{where}"
