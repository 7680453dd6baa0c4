"""What staff release of a case for its shared page: words without what names somebody, the outcome, photos of the outcome.

Nothing is released by itself: somebody of the centre reads the words, takes out what names people, and picks the photos.
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.casework.intake.images import NotAPhotoError, TooManyPixelsError, read_photo
from community_gov.casework.intake.thumbnails import smaller
from community_gov.casework.lifecycle import events
from community_gov.core.errors import BadInputError
from community_gov.core.scrubbing import HIDDEN, scrub

LONGEST, MOST_PIXELS = 1024, 50_000_000
MOST_WORDS, MOST_PHOTOS = 1000, 6
FIELDS = ("shared_words", "shared_outcome", "shared_photos")
# Whose photos show what was done.
_ANSWERING = ("Case Dispatch", "Case Check")


def is_used() -> bool:
	return bool(cint(frappe.get_cached_doc("Community Gov Settings").share_released_words))


def draft_of(case) -> dict:
	"""What could be released of a case, as a form begins: {is_used, is_released, words, outcome, photos, chosen}; photos are addresses.

	Numbers and addresses of e-mail are hidden, and so is the reporter's name; other names are for whoever reads it.
	"""
	is_released = bool(case.shared_words or case.shared_outcome)
	return {
		"is_used": is_used(),
		"is_released": is_released,
		"words": case.shared_words if is_released else _without_person(case, cstr(case.description)),
		"outcome": case.shared_outcome if is_released else _without_person(case, cstr(case.resolution)),
		"photos": _photos_of(case.name),
		"chosen": cstr(case.shared_photos).splitlines(),
	}


def release(case, words: str, outcome: str, photos: list[str]) -> None:
	"""Releases texts and photos of a locked case, or takes them back where both texts are empty; the case has an event of it.

	Raises:
	        BadInputError: a confidential case, too long, too many photos, or photos that show no outcome of this case.
	"""
	texts = [_without_person(case, text.strip()) for text in (words, outcome)]
	# What was released before it became confidential can still be taken back.
	if cint(case.is_confidential) and any(texts):
		frappe.throw(
			_("Case {0} is confidential. Nothing of it is released.").format(case.name), exc=BadInputError
		)
	if max(map(len, texts)) > MOST_WORDS:
		frappe.throw(
			_("A text of the shared page has at most {0} characters. Shorten it.").format(MOST_WORDS),
			exc=BadInputError,
		)
	_check_photos(case, photos)
	values = dict(zip(FIELDS, (*texts, "\n".join(photos) if any(texts) else ""), strict=True))
	frappe.db.set_value("Case", case.name, values)
	events.record(case.name, "Shared Page Released" if any(texts) else "Shared Page Taken Back")


def _check_photos(case, photos: list[str]) -> None:
	if len(photos) > MOST_PHOTOS or not set(photos) <= set(_photos_of(case.name)):
		frappe.throw(
			_("Choose at most {0} photos of the outcome of this case.").format(MOST_PHOTOS)
			+ " "
			+ _("Open the form again."),
			exc=BadInputError,
		)


def shown_of(name: str) -> dict:
	"""What the shared page of a case shows besides its stage: {words, outcome, photos}: photos is how many there are."""
	if not is_used():
		return {"words": "", "outcome": "", "photos": 0}
	row = frappe.db.get_value("Case", name, FIELDS, as_dict=True)
	photos = cstr(row.shared_photos).splitlines()
	return {"words": cstr(row.shared_words), "outcome": cstr(row.shared_outcome), "photos": len(photos)}


def photo_of(name: str, number: int) -> bytes | None:
	"""A released photo as a JPEG of at most 1,024 pixels without what its camera wrote; None where there is none.

	Args:
	        number: from 0, as shown_of counts them.
	"""
	photos = cstr(frappe.db.get_value("Case", name, "shared_photos")).splitlines() if is_used() else []
	# What is no photo of the outcome any more, is not shown.
	if not 0 <= number < len(photos) or photos[number] not in _photos_of(name):
		return None
	file = frappe.db.get_value("File", {"file_url": photos[number]})
	try:
		return (
			smaller(read_photo(frappe.get_doc("File", file).get_content(), MOST_PIXELS).content, LONGEST)
			if file
			else None
		)
	except (OSError, NotAPhotoError, TooManyPixelsError):
		return None


def _photos_of(name: str) -> list[str]:
	"""Photos of dispatches and checks of a case; get_all: the caller has checked the case, or a person released them."""
	found: list[str] = []
	if frappe.db.get_value("Case", name, "self_settled"):
		# What was solved on the spot has one photo before, and those after.
		after = {"parenttype": "Case", "parent": name, "idx": (">", 1)}
		found += frappe.get_all("Case Photo", after, pluck="image", order_by="idx asc")
	for doctype in _ANSWERING:
		parents = frappe.get_all(doctype, {"case_file": name}, pluck="name", order_by="creation asc")
		filters = {"parenttype": doctype, "parent": ["in", parents or [""]]}
		found += frappe.get_all("Case Photo", filters, pluck="image", order_by="creation asc, idx asc")
	return found


def _without_person(case, text: str) -> str:
	names = [cstr(case.reporter_name).strip(), cstr(case.reporter_phone).strip()]
	for name in filter(lambda one: len(one) > 1, names):
		text = text.replace(name, HIDDEN)
	return scrub(text)
