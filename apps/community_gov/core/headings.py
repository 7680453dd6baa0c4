"""Headings of a sheet and the fields that they mean, however an office writes them. Pure, no site."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
# What forms say beside a heading; other brackets, such as 电话(监护人), are part of what it means.
_REMARK = re.compile(
	r"[(\[【](?:非?必[填须录选]|可?选填?|格式|文本|如|例|请|注|说明|限|单选|多选|下拉|\d+位|yyyy|required|optional)[^)\]】]*[)\]】]"
)
_MARKS = re.compile(r"[*:#★☆●※]|^\d+[.、]")


@dataclass(frozen=True)
class Continued:
	"""What lines of a group leave empty because it stands on the first one.

	Attributes:
	        fields: left empty all together, they are those of the line above.
	        along: go with them where they are empty.
	        is_part: whether the cells of a line, by field, say that it belongs to the line above.
	"""

	fields: Sequence[str]
	is_part: Callable[[Mapping[str, object]], bool]
	along: Sequence[str] = ()


@dataclass(frozen=True)
class Columns:
	"""The columns of a kind of sheet.

	Attributes:
	        words: field -> the headings under which offices write it; of two in one sheet the first of them counts.
	        required: fields that headings must have.
	        no_headings: arguments of SheetError for a sheet without them.
	        identifiers: fields that hold numbers and codes, of which a spreadsheet may have taken digits.
	        continued: what the members of a group leave empty.
	        or_first_row: where no row names a column, the first one holds the headings.
	        same_heading: two sentences that refuse two columns of one field; "" takes the first word of `words`.
	"""

	words: Mapping[str, Sequence[str]]
	required: frozenset[str]
	no_headings: tuple[str, ...]
	identifiers: frozenset[str] = frozenset()
	same_heading: str = ""
	continued: Continued | None = None
	or_first_row: bool = False

	@cached_property
	def ranks(self) -> dict[str, tuple[str, int]]:
		"""Heading -> its field, and how far behind it stands among the words of this field."""
		return {
			plain(word).lower(): (name, rank)
			for name, words in self.words.items()
			for rank, word in enumerate(words)
		}

	def field_of(self, cell: object) -> str | None:
		"""The field that a heading means, or None."""
		if isinstance(cell, str) and cell.isdecimal():
			return None
		found = self._rank_of(cell)
		return found[0] if found else None

	def _rank_of(self, cell: object) -> tuple[str, int] | None:
		return next((self.ranks[form] for form in _forms_of(cell) if form in self.ranks), None)

	def fields_of(self, row: Sequence[object]) -> list[str | None]:
		"""The fields of a row of headings."""
		return [self.field_of(cell) for cell in row]

	def score(self, row: Sequence[object]) -> int:
		"""How many fields a row names; 0 for one that names not all that are required."""
		found = {*self.fields_of(row)} - {None}
		return len(found) if self.required <= found else 0

	def without_doubles(self, row: Sequence[object]) -> list[str | None]:
		"""The fields of a row of headings, each once: of two columns the one with the earlier word, or further left."""
		found = [(*rank, at) for at, cell in enumerate(row) if (rank := self._rank_of(cell))]
		chosen = {name: at for name, _rank, at in sorted(found, key=itemgetter(1, 2), reverse=True)}
		return [name if chosen.get(name or "") == at else None for at, name in enumerate(self.fields_of(row))]


def plain(text: object) -> str:
	"""Half-width, nothing unseen, no spaces at the ends; several inside, a no-break one too, become one."""
	return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", str(text))).split())


def _forms_of(cell: object) -> Iterator[str]:
	"""A heading as written, then without stars, remarks and colons, then without spaces: ＊身份证 号码（必填） -> 身份证号码."""
	text = plain("" if cell is None else cell).lower()
	yield text
	text = _MARKS.sub("", _REMARK.sub("", text)).strip()
	yield text
	yield re.sub(r"\s", "", text)
