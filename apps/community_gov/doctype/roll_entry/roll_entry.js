frappe.ui.form.on("Roll Entry", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write || frm.doc.spoken_for_by) return;
		const fields = () => [
			{ fieldname: "resident", fieldtype: "Link", label: __("Resident"), options: "Resident", reqd: 1 },
			{ fieldname: "evidence", fieldtype: "Attach", label: __("Written Authority"), reqd: 1 },
		];
		community_gov.add_asking_button(frm, __("Authorise"), fields, "poll.authorise", { entry: frm.doc.name });
	},
});
