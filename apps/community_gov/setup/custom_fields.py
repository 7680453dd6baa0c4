"""Fields that the app adds to Frappe's own DocTypes."""

from community_gov.core.stages.rules import stage_options

CUSTOM_FIELDS = {
	"Workflow Document State": ("stage",),
	"File": ("photo_checked", "photo_taken_at", "photo_latitude", "photo_longitude"),
}
PHOTO = {"read_only": 1, "hidden": 1, "no_copy": 1, "module": "Community Gov"}


def custom_fields() -> dict[str, list[dict]]:
	"""Custom fields by DocType, as create_custom_fields takes them."""
	return {
		"Workflow Document State": [
			{
				"fieldname": "stage",
				"label": "Stage",
				"fieldtype": "Select",
				"options": stage_options(),
				"insert_after": "state",
				"in_list_view": 1,
				"module": "Community Gov",
				"description": "What this state means to Community Gov; required for its workflows.",
			}
		],
		"File": [
			{"fieldname": "photo_checked", "label": "Photo Checked", "fieldtype": "Check", **PHOTO},
			{"fieldname": "photo_taken_at", "label": "Photo Taken At", "fieldtype": "Datetime", **PHOTO},
			{
				"fieldname": "photo_latitude",
				"label": "Photo Latitude",
				"fieldtype": "Float",
				"precision": "7",
				**PHOTO,
			},
			{
				"fieldname": "photo_longitude",
				"label": "Photo Longitude",
				"fieldtype": "Float",
				"precision": "7",
				**PHOTO,
			},
		],
	}
