const LIGHTS = {
	Green: () => [__("Green", null, "Reception Record"), "green"],
	Yellow: () => [__("Yellow", null, "Reception Record"), "yellow"],
	Red: () => [__("Red", null, "Reception Record"), "red"],
};

// Days as the server counts them: from the reception to the end of the promised day, yellow from 80 % on.
function light(doc) {
	const total = frappe.datetime.get_day_diff(doc.promised_reply_date, doc.reception_date) + 1;
	const used = moment(frappe.datetime.system_datetime()).diff(moment(doc.reception_date), "days", true);
	if (used > total) return "Red";
	return used > 0.8 * total ? "Yellow" : "Green";
}

frappe.listview_settings["Reception Record"] = {
	hide_name_column: true,
	add_fields: ["outcome", "promised_reply_date", "reception_date", "replied_at"],
	get_indicator: (doc) => {
		const open = doc.outcome === "Promised Reply" && !doc.replied_at && doc.promised_reply_date;
		if (!open) return [__(doc.outcome, null, "Reception Record"), "gray", `outcome,=,${doc.outcome}`];
		return [...LIGHTS[light(doc)](), "outcome,=,Promised Reply|replied_at,is,not set"];
	},
};
