frappe.listview_settings["Worker Assessment"] = community_gov.staged_list("Worker Assessment", {
	onload(listview) {
		const manages = ["Community Manager", "Community Administrator"].some((role) => frappe.user.has_role(role));
		if (manages) listview.page.add_inner_button(__("Compute a Month"), () => compute(listview));
	},
});

function compute(listview) {
	const fields = [
		{
			fieldname: "month",
			fieldtype: "Date",
			label: __("A Day of the Month"),
			reqd: 1,
			default: frappe.datetime.add_months(frappe.datetime.month_start(), -1),
		},
		{ fieldname: "area", fieldtype: "Link", options: "Grid", label: __("Area") },
	];
	frappe.prompt(
		fields,
		async (values) => {
			const told = await community_gov.post("assessment.compute", values);
			const text = __("{0}: {1} computed, {2} announced already, {3} failed.", [
				told.month,
				told.computed,
				told.unchanged,
				told.failed,
			]);
			frappe.show_alert({ message: text, indicator: told.failed ? "orange" : "green" });
			listview.refresh();
		},
		__("Compute a Month")
	);
}
