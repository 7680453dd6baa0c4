const COLOURS = { Waiting: "orange", Sending: "orange", Reached: "green", "Not Reached": "red", Refused: "gray" };

frappe.listview_settings["Notice Delivery"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: ({ status }) => [__(status, null, "Notice Delivery"), COLOURS[status], `status,=,${status}`],
};
