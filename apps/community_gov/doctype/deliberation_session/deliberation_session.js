frappe.ui.form.on("Deliberation Session", {
	refresh(frm) {
		frm.toggle_display("ideas", frm.doc.session_kind === "Council of Children");
		if (frm.doc.stage !== "Held") return;
		const waiting = frm.doc.participants.filter((row) => row.attended && !row.confirmed_at);
		const own = waiting.find((row) => row.user === frappe.session.user);
		if (own) frm.add_custom_button(__("Confirm the Minutes"), () => confirm_own(frm, own)).addClass("btn-primary");
		if (frm.perm[0]?.write && waiting.length) offer_signatures(frm, waiting);
	},

	session_kind: (frm) => frm.trigger("refresh"),
});

async function confirm_own(frm, row) {
	await community_gov.post("deliberation.confirm_minutes", { session: frm.doc.name, participant: row.name });
	await frm.reload_doc();
}

function offer_signatures(frm, waiting) {
	const fields = () => [
		{
			fieldname: "participant",
			fieldtype: "Select",
			label: __("Participant"),
			reqd: 1,
			options: waiting.map(({ name, participant_name }) => ({ value: name, label: participant_name })),
		},
		{ fieldname: "signature", fieldtype: "Attach", label: __("Signature", null, "Session Participant"), reqd: 1 },
	];
	community_gov.add_asking_button(frm, __("Attach a Signature"), fields, "deliberation.confirm_minutes", { session: frm.doc.name });
}
