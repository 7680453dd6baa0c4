"""What a checker found on site."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.located import located
from community_gov.api.requests import sent_photos
from community_gov.casework.intake import photos as photo_store
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("check.answer")
@located
def answer(
	check: str,
	result: str,
	note: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	photos: list | str | None = None,
) -> dict:
	"""Answers a verification or inspection; a failed inspection opens a new round.

	Args:
	        check: name of a pending Case Check that the user may answer.
	        result: Passed or Failed.
	        latitude, longitude: where the checker stands, degrees WGS 84.
	Returns:
	        {check, result, case, case_stage, round}
	"""
	require("Case Check", "write")
	files = sent_photos(photos)
	doc = load_doc("Case Check", check, "write")
	doc.update({"result": result, "note": note, "latitude": latitude, "longitude": longitude})
	photo_store.attach(doc, photo_store.read_all(files))
	doc.save()
	case = frappe.db.get_value("Case", doc.case_file, ["stage", "round"], as_dict=True)
	return {
		"check": doc.name,
		"result": doc.result,
		"case": doc.case_file,
		"case_stage": case.stage,
		"round": case.round,
	}
