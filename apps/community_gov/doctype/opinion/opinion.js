frappe.ui.form.on("Opinion", {
	setup(frm) {
		frm.set_query("theme", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write || frm.doc.stage_category === "Done" || frappe.user.has_role("Unit Handler")) return;
		const opinion = { opinion: frm.doc.name };
		if (!frm.doc.case_file) frm.add_custom_button(__("Make a Case"), () => turn(frm, "opinion.to_case", "Case", "case"));
		if (!frm.doc.topic) frm.add_custom_button(__("Make a Topic"), () => turn(frm, "opinion.to_topic", "Deliberation Topic", "topic"));
		community_gov.add_asking_button(frm, __("Merge", null, "Opinion"), () => merging(frm), "opinion.merge", opinion);
	},
});

async function turn(frm, method, doctype, key) {
	const made = await community_gov.post(method, { opinion: frm.doc.name, idempotency_key: frappe.utils.get_random(20) });
	frappe.set_route("Form", doctype, made[key]);
}

const merging = (frm) => [
	{
		fieldname: "into",
		fieldtype: "Link",
		label: __("Opinion"),
		options: "Opinion",
		reqd: 1,
		get_query: () => ({ filters: { name: ["!=", frm.doc.name], stage: ["!=", "Merged"] } }),
	},
	{ fieldname: "note", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
];
