"""Amounts of money as whole fen, so that sums are exact."""

from collections.abc import Iterable

import frappe
from frappe import _

from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError
from community_gov.core.labels import label_of


def fen(value) -> int:
	"""An amount in yuan as whole fen; of nothing, and of what `settle` refuses, 0."""
	number = as_number(value or 0)
	return round((number or 0) * 100)


def sum_of(rows: Iterable, fieldname: str = "amount") -> int:
	"""The sum of a column in fen."""
	return sum(fen(row.get(fieldname)) for row in rows)


def settle(doc, *fieldnames: str) -> None:
	"""Makes amounts numbers of two decimals.

	Raises:
	        BadInputError: one that is no number, negative, or of a thousand million yuan and more.
	"""
	for fieldname in fieldnames:
		value = doc.get(fieldname)
		number = as_number(value) if value not in (None, "") else 0
		if isinstance(value, bool) or number is None or number < 0:
			frappe.throw(
				_("{0} is no amount of money. Send digits with at most two decimals.").format(
					label_of(doc.meta, fieldname)
				),
				exc=BadInputError,
			)
		doc.set(fieldname, round(number * 100) / 100)


def written(amount: int) -> str:
	"""Fen as yuan with two decimals."""
	return f"{amount // 100}.{amount % 100:02d}"
