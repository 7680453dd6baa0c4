"""How large a sheet may be, and why one is refused. Pure, no site."""

from typing import NamedTuple

NOT_READABLE = "The file is no readable sheet. Save it as XLSX, or as CSV in UTF-8 or GB 18030."


class SheetError(ValueError):
	"""The file as a whole cannot be used; args[0] says in two sentences why, with places for the other args."""


class Size(NamedTuple):
	"""How large a table may be, empty rows among `rows` and not among `lines`, and two sentences for a larger one."""

	rows: int
	columns: int
	too_large: str
	lines: int

	@property
	def cells(self) -> int:
		return self.lines * self.columns
