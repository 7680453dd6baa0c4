frappe.ui.form.on("Volunteer", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		frm.dashboard.add_indicator(__("Balance: {0}", [format_number(frm.doc.balance, null, 2)]), "green");
		if (frm.doc.held_points) {
			frm.dashboard.add_indicator(
				__("Held: {0}", [format_number(frm.doc.held_points, null, 2)]),
				"orange"
			);
		}
		frm.add_custom_button(__("Point Statement"), () => print_statement(frm.doc.name));
		frm.add_custom_button(__("Point Entries"), () =>
			frappe.set_route("List", "Point Entry", { volunteer: frm.doc.name })
		);
		community_gov.add_reveal_buttons(frm, [["mobile", __("Mobile Number")]]);
	},
});

/** The PDF of a month, of those since the volunteer joined. */
function print_statement(volunteer) {
	const field = {
		fieldname: "month",
		fieldtype: "Data",
		label: __("Month"),
		description: __("As YYYY-MM."),
		default: frappe.datetime.nowdate().slice(0, 7),
		reqd: 1,
	};
	frappe.prompt(field, ({ month }) => {
		const address = "/api/method/community_gov.api.v1.points.statement_pdf";
		window.open(`${address}?${new URLSearchParams({ volunteer, month })}`);
	});
}
