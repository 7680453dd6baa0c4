"""Tables in text files, as offices save them: UTF-8, UTF-16 or GB 18030, apart by commas, tabs or semicolons. Pure, no site."""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, TextIO

CHUNK = 1 << 16
SEPARATORS = (",", "\t", ";")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnknownEncodingError(ValueError):
	"""A file is no text in an encoding that we read."""


def encoding_of(file: BinaryIO) -> str:
	"""The encoding of a file, which stands at its beginning again afterwards.

	UTF-8 is tried on the whole file: the first Chinese word may stand after a long ASCII beginning.

	Raises:
	        UnknownEncodingError
	"""
	start = file.tell()
	mark = file.read(2)
	file.seek(start)
	for encoding in ("utf-16",) if mark in _MARKS else ("utf-8-sig", "gb18030"):
		if _is_in(file, encoding, start):
			return encoding
	raise UnknownEncodingError


def _is_in(file: BinaryIO, encoding: str, start: int) -> bool:
	decoder = codecs.getincrementaldecoder(encoding)("strict")
	try:
		while chunk := file.read(CHUNK):
			decoder.decode(chunk)
		decoder.decode(b"", final=True)
	except UnicodeDecodeError:
		return False
	finally:
		file.seek(start)
	return True


def separator_of(text: TextIO, score: Callable[[list[str]], int]) -> str:
	"""The separator by which the first rows of a text show the best headings; the text is at its beginning again.

	Args:
	        score: how many headings a row holds.
	"""
	lines = text.read(CHUNK).splitlines(keepends=True)
	text.seek(0)
	return max(SEPARATORS, key=lambda separator: max(map(score, _first_rows(lines, separator)), default=0))


def _first_rows(lines: list[str], separator: str, rows: int = 20) -> Iterator[list[str]]:
	try:
		yield from islice(
			csv.reader((line.replace("\0", "\x01") for line in lines), delimiter=separator), rows
		)
	except csv.Error:
		return


def rows_of(lines: Iterable[str], separator: str) -> Any:
	"""A csv.reader of a text. Raises csv.Error as its rows are taken."""
	# The csv module of Python 3.10 refuses NUL; as another control character it is told with its line.
	return csv.reader((line.replace("\0", "\x01") for line in lines), delimiter=separator, strict=True)
