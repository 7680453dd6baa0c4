"""Hours that people were trained in a period, over the sessions that the user may list."""

from frappe import _

from community_gov.registry.care.visit_coverage import labelled
from community_gov.team import visible_figures

DASH = "—"


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message)."""
	filters = filters or {}
	period = (filters.get("from_date"), filters.get("to_date"))
	rows = labelled(
		visible_figures.hours_by_person(*period, filters.get("area"))["rows"], "User", "full_name"
	)
	formula = _("Attendance = sessions attended ÷ sessions held to which the person was invited.")
	return (
		_columns(),
		[{**row, "rate": DASH if row["rate"] is None else row["rate"]} for row in rows],
		formula,
	)


def _columns() -> list[dict]:
	return [
		{"fieldname": "label", "label": _("Full Name"), "fieldtype": "Data", "width": 200},
		{"fieldname": "invited", "label": _("Invited"), "fieldtype": "Int", "width": 120},
		{"fieldname": "attended", "label": _("Attended"), "fieldtype": "Int", "width": 120},
		{
			"fieldname": "hours",
			"label": _("Hours Counted"),
			"fieldtype": "Float",
			"precision": 2,
			"width": 120,
		},
		{
			"fieldname": "rate",
			"label": f"{_('Attendance')} %",
			"fieldtype": "Data",
			"width": 120,
			"align": "right",
		},
	]
