"""Texts, moments and telephone numbers in documents of ours are read alike, through whatever door they come."""

from community_gov.core import phone_fields, text, time


def read_alike(doc, method: str | None = None) -> None:
	"""Doc event of every DocType, before it is validated.

	Raises:
	        BadInputError (422): see text.clean_texts, time.read_fields and phone_fields.read_fields.
	"""
	if doc.meta.module == text.MODULE:
		text.clean_texts(doc)
		time.read_fields(doc)
		phone_fields.read_fields(doc)
