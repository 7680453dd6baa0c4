"""What the session user may list, as a criterion for queries of our own."""

from pypika.terms import PseudoColumn

from frappe.desk.reportview import build_match_conditions


def visible_cases() -> PseudoColumn | None:
	"""The list filter of Case for the session user as a criterion; None for those who see all."""
	sql = build_match_conditions("Case")
	return PseudoColumn(f"({sql})") if sql else None
