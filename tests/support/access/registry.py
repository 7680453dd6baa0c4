"""Who may do what with homes and people."""

from uuid import uuid4

from tests.support.access.declared import CENTRE, Access, rights
from tests.support.registry import COMMUNITY, GRID, incident_values

TABLE = {
	"Resident": Access(
		field="registered_place",
		near=rights(write=("admin", "gridworker", "manager")),
		far=rights(write=("admin", "gridworker.zhelu")),
		creators=("admin", "gridworker", "manager"),
		new=lambda records, mark: {"full_name": f"王演示{mark}", "grid": GRID},
		deletable=True,
	),
	"Residential Compound": Access(
		field="note",
		near=rights(
			read=(*CENTRE, "gridworker", "supervisor", "manager", "coordinator"), write=("admin", "manager")
		),
		creators=("admin", "manager"),
		new=lambda records, mark: {"compound_name": f"{mark}{uuid4().hex}", "grid": COMMUNITY},
	),
	"Building": Access(
		field="building_number",
		near=rights(
			read=("operator", "chief", "supervisor", "coordinator"), write=("admin", "gridworker", "manager")
		),
	),
	"Household": Access(
		field="note",
		near=rights(write=("admin", "gridworker", "manager")),
		creators=("admin", "gridworker", "manager"),
		new=lambda records, mark: {"grid": GRID, "address": mark},
	),
	"Residence Record": Access(
		field="note",
		near=rights(read=("admin", "gridworker", "manager")),
		new=lambda records, mark: {"resident": records[("Resident", "near")], "event": "Died"},
	),
	"Care Tag": Access(
		field="meaning", near=rights(read=("gridworker", "manager", "gridworker.zhelu"), write=("admin",))
	),
	"Visit Plan": Access(
		field="instruction",
		near=rights(read=("gridworker", "manager", "gridworker.zhelu"), write=("admin",)),
		deletable=True,
	),
	"Resident Care Tag": Access(
		field="note", near=rights(write=("admin", "gridworker", "manager")), deletable=True
	),
	"Visit": Access(
		field="note",
		near=rights(write=("admin", "gridworker", "manager")),
		creators=("admin", "gridworker", "manager"),
		new=lambda records, mark: {"resident": records[("Resident", "near")], "due_on": "2024-09-27"},
	),
	"Resident Import": Access(field="note", near=rights(write=("admin", "manager")), deletable=True),
	"Consent Text": Access(
		field="text", near=rights(read=("admin", "gridworker", "manager", "gridworker.zhelu", "coordinator"))
	),
	"Consent": Access(
		field="evidence",
		near=rights(write=("admin", "gridworker", "manager")),
		others={"volunteer": rights(read=("volunteer",), write=("admin", "coordinator", "manager"))},
	),
	"Personal Data Request": Access(field="request", near=rights(write=("admin", "manager"))),
	"Resident Merge": Access(
		field="reason",
		near=rights(read=("admin", "manager")),
		new=lambda records, mark: {"kept": records[("Resident", "near")], "reason": mark},
	),
	"Sensitive Access Log": Access(
		field="detail",
		near=rights(read=("admin", "auditor")),
		new=lambda records, mark: {"purpose": "Emergency"},
	),
	"Privacy Incident": Access(
		field="advice",
		near=rights(write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: incident_values(mark),
	),
	"Former Identifier": Access(new=lambda records, mark: {"holder_doctype": "User", "holder": "Guest"}),
	"Phone Binding": Access(new=lambda records, mark: {"mobile": "13800000000", "ends_on": "2030-01-01"}),
	"Family Proxy": Access(
		field="relation",
		near=rights(read=("admin", "gridworker", "manager")),
		new=lambda records, mark: {
			"proxy_mobile": "13800000000",
			"relation": "Child",
			"granted_by": "Code by Phone",
			"ends_on": "2030-01-01",
		},
	),
	"Retention Run": Access(new=lambda records, mark: {"dry_run": 1}),
}
