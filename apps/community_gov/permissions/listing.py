"""What the session user may list, as a criterion for queries of our own."""

from pypika.terms import PseudoColumn

from frappe.desk.reportview import build_match_conditions


def visible_cases() -> PseudoColumn | None:
	return visible_of("Case")


def visible_of(doctype: str) -> PseudoColumn | None:
	"""The list filter of a DocType for the session user as a criterion; None for those who see all."""
	sql = build_match_conditions(doctype)
	return PseudoColumn(f"({sql})") if sql else None
