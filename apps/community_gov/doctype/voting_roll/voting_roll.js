frappe.ui.form.on("Voting Roll", {
	setup(frm) {
		frm.set_query("rule", () => ({ filters: { body: ["!=", ""] } }));
	},

	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Entries"), () => frappe.set_route("List", "Roll Entry", { roll: frm.doc.name }));
		if (frm.doc.is_frozen) return offer_poll(frm);
		frm.add_custom_button(__("Fill from the Register"), () => send(frm, "poll.fill_roll"));
		frm.add_custom_button(__("Load Entries from a Sheet"), () => choose_sheet(frm));
		frm.add_custom_button(__("Freeze"), () =>
			frappe.confirm(__("From here on nobody is added or taken out. Freeze the roll?"), () => send(frm, "poll.freeze_roll"))
		);
	},
});

function offer_poll(frm) {
	frm.add_custom_button(__("New Poll"), () => frappe.new_doc("Poll", { roll: frm.doc.name })).addClass("btn-primary");
}

async function send(frm, method) {
	const told = await community_gov.post(method, { roll: frm.doc.name });
	if (told.without_age) {
		frappe.show_alert({ message: __("{0} people have no date of birth and are not on it.", [told.without_age]), indicator: "orange" });
	}
	await frm.reload_doc();
}

/** A sheet with the columns of the guide; all of its rows are taken, or none. */
function choose_sheet(frm) {
	const told = (found) => __("{0} entries were written, {1} stood there already.", [found.loaded, found.known]);
	community_gov.upload_sheet("poll.import_entries", told, () => frm.reload_doc());
}
