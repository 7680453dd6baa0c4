frappe.ui.form.on("Notice Delivery", {
	refresh(frm) {
		if (frm.is_new() || !["Door", "Call"].includes(frm.doc.channel)) return;
		const { name: delivery, status, channel } = frm.doc;
		if (["Reached", "Refused"].includes(status)) return offer_confirmation(frm);
		const results = channel === "Door" ? ["Told", "Nobody Home", "Refused"] : ["Told", "No Answer", "Refused"];
		const fields = () => [
			{ fieldname: "result", fieldtype: "Select", label: __("What Came of It", null, "Notice Delivery"), default: "Told", reqd: 1, options: results.map((value) => ({ value, label: __(value, null, "Notice Delivery") })) },
			frm.doc.is_tracked && { fieldname: "confirms", fieldtype: "Check", label: __("The Household Confirms It") },
			{ fieldname: "note", fieldtype: "Small Text", label: __("Note", null, "Notice Delivery") },
		].filter(Boolean);
		community_gov.add_asking_button(frm, __("Record the Result"), fields, "community_notice.record", { delivery });
		offer_confirmation(frm);
	},
});

function offer_confirmation(frm) {
	if (!frm.doc.is_tracked || frm.doc.confirmed_at) return;
	const how = ["Office", "Call"].map((value) => ({ value, label: __(value, null, "Notice Delivery") }));
	const fields = () => [{ fieldname: "how", fieldtype: "Select", label: __("Confirmed How", null, "Notice Delivery"), default: "Office", reqd: 1, options: how }];
	community_gov.add_asking_button(frm, __("Confirm for the Household"), fields, "community_notice.confirm", { delivery: frm.doc.name });
}
