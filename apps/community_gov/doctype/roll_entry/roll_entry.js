frappe.ui.form.on("Roll Entry", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (frm.doc.spoken_for_by) return offer_end(frm);
		const fields = () => [
			{ fieldname: "resident", fieldtype: "Link", label: __("Resident"), options: "Resident", reqd: 1 },
			{ fieldname: "evidence", fieldtype: "Attach", label: __("Written Authority"), reqd: 1 },
		];
		community_gov.add_asking_button(frm, __("Authorise"), fields, "poll.authorise", { entry: frm.doc.name });
	},
});

function offer_end(frm) {
	const fields = () => [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }];
	community_gov.add_asking_button(frm, __("End the Authority"), fields, "poll.end_authority", { entry: frm.doc.name });
}
