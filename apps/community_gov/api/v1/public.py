"""What residents without an account may do: report, and follow their case by its code."""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cint

from community_gov.api.access import position, sent_photos
from community_gov.api.idempotency import digests, run_once
from community_gov.casework.reporting import public_status, refuse_unknown_links, report_case


def reports_per_hour() -> int:
	return cint(frappe.get_cached_doc("Community Gov Settings").guest_reports_per_hour) or 20


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=reports_per_hour, seconds=3600)
def report(
	description: str,
	category: str | None = None,
	grid: str | None = None,
	address: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	reporter_name: str | None = None,
	reporter_phone: str | None = None,
	is_anonymous: bool = False,
	photos: list | str | None = None,
	idempotency_key: str | None = None,
) -> dict:
	"""Reports a case without an account (随手拍). Limited per address and hour.

	Permission: everybody while guest reporting is allowed in the settings; only the arguments named here
	are taken, and the answer holds the tracking code alone.

	Returns:
	        {tracking_code, stage}
	"""
	settings = frappe.get_cached_doc("Community Gov Settings")
	if not settings.allow_guest_reporting:
		frappe.throw(_("Public reporting is switched off. Call your community."), frappe.PermissionError)
	values = {
		"description": description,
		"category": category,
		"grid": grid or (settings.default_grid if latitude is None else None),
		"address": address,
		"latitude": latitude,
		"longitude": longitude,
		"source": "Snapshot",
		"reporter_name": None if is_anonymous else reporter_name,
		"reporter_phone": None if is_anonymous else reporter_phone,
		"is_anonymous": cint(is_anonymous),
	}
	files = sent_photos(photos)

	def work() -> dict:
		refuse_unknown_links("Case", values)
		case = report_case(values, files, position(latitude, longitude), as_guest=True)
		return {"tracking_code": case.tracking_code, "stage": case.stage}

	return run_once("public.report", idempotency_key, {**values, "photos": digests(files)}, work)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=120, seconds=3600)
def track(code: str) -> dict:
	"""Public status of a case by its tracking code, without personal data.

	Permission: whoever holds the code; 120 looks per address and hour keep others from guessing.

	Returns:
	        {case, stage, stage_category, reported_at, category, unit, answer, steps: [{stage, at}]}
	"""
	status = public_status(code.strip().upper().replace("-", "").replace(" ", ""))
	if not status:
		frappe.throw(_("No case has this code. Compare it with your receipt."), frappe.DoesNotExistError)
	return status
