frappe.ui.form.on("Volunteer", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.balance < 0) {
			frm.dashboard.add_indicator(__("Owed: {0}", [format_number(-frm.doc.balance, null, 2)]), "red");
		} else {
			frm.dashboard.add_indicator(__("Balance: {0}", [format_number(frm.doc.balance, null, 2)]), "green");
		}
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
		const done = frm.doc.status !== "Retired" || frm.doc.anonymised_on;
		if (!done && frappe.user.has_role("Community Administrator")) {
			frm.add_custom_button(__("Make Anonymous"), () => make_anonymous(frm));
		}
		community_gov.add_reveal_buttons(frm, [["mobile", __("Mobile Number")]]);
		if (!frm.doc.anonymised_on && frappe.model.can_write("Resident")) add_link_buttons(frm);
	},
});

/** Who the volunteer is on the register: a consent withdrawn and a deletion then reach both records. */
function add_link_buttons(frm) {
	const request = { volunteer: frm.doc.name };
	const person = {
		fieldname: "resident",
		fieldtype: "Link",
		options: "Resident",
		label: __("Resident"),
		get_query: () => ({ filters: { status: ["!=", "Merged"], anonymised_on: ["is", "not set"] } }),
		default: frm.doc.resident,
		reqd: 1,
	};
	community_gov.add_asking_button(frm, __("Link Resident"), () => [person], "volunteer.link_resident", request);
	if (!frm.doc.resident) return;
	community_gov.add_asking_button(frm, __("Take the Link off"), () => [], "volunteer.link_resident", request);
}

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

/** Cannot be undone, so it is asked for with what is lost. */
function make_anonymous(frm) {
	const words = __("Name, number and account go for good, and {0} points with them. Hours stay. Go on?", [
		format_number(Math.max(frm.doc.balance, 0), null, 2),
	]);
	frappe.confirm(words, async () => {
		await community_gov.post("volunteer.anonymise", { volunteer: frm.doc.name });
		frm.reload_doc();
	});
}
