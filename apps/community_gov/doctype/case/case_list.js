const by_stage = community_gov.stage_indicator("Case");

frappe.listview_settings["Case"] = community_gov.staged_list("Case", {
	add_fields: ["stage", "stage_category", "urgency", "routing_status", "warn_at", "checking_at"],
	formatters: {
		nearest_due_at: (value, _df, doc) => community_gov.time_left(value, doc),
	},
	onload(listview) {
		community_gov.add_word_search(listview);
		community_gov.add_intake_buttons(listview);
		community_gov.add_bulk_dispatch(listview);
		community_gov.leave_zero_blank("Case", ["latitude", "longitude"]);
	},
	// The head of a form asks here too: there the stage is what counts.
	get_indicator: (doc) =>
		frappe.get_route()[0] === "List" && doc.stage === "Filed" && doc.routing_status === "No Rule"
			? [__("No Unit Yet"), "red", "stage,=,Filed|routing_status,=,No Rule"]
			: by_stage(doc),
});
