frappe.ui.form.on("Micro-project", {
	setup(frm) {
		frm.set_query("project_call", () => ({ filters: { stage: "Open for Applications" } }));
		frm.set_query("interest_group", () => ({ filters: { stage: "On File" } }));
		frm.set_query("branch", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		show_applicant(frm);
		if (frm.is_new() || !frm.perm[0]?.write || frm.doc.stage_category === "Done") return;
		const project = { project: frm.doc.name };
		if (frm.doc.stage === "Checked" && !frm.doc.all_in_at) {
			community_gov.add_asking_button(frm, __("Ask a Reviewer"), reviewer, "micro_project.ask_reviewer", project);
			frm.add_custom_button(__("Close the Reviews"), () => close_reviews(frm));
		}
		if (frm.doc.all_in_at) frm.add_custom_button(__("Reviews", null, "Micro-project"), () => frappe.set_route("List", "Project Review", project));
		if (frm.doc.stage === "Accounts Published") {
			community_gov.add_asking_button(frm, __("Record a Follow-up"), follow_up, "micro_project.follow_up", project);
		}
		if (["Funded", "Half-way Checked"].includes(frm.doc.stage)) community_gov.add_task_button(frm);
	},

	applicant_kind: (frm) => show_applicant(frm),
});

function show_applicant(frm) {
	frm.toggle_display("interest_group", frm.doc.applicant_kind === "Interest Group");
	frm.toggle_display("branch", frm.doc.applicant_kind === "Party Branch");
}

const reviewer = () => [{ fieldname: "reviewer", fieldtype: "Link", label: __("Reviewer", null, "Project Review"), options: "User", reqd: 1 }];

const follow_up = () => [
	{ fieldname: "still_run", fieldtype: "Check", label: __("Still Run by Residents", null, "Project Follow-up") },
	{ fieldname: "finding", fieldtype: "Small Text", label: __("Finding", null, "Project Follow-up"), reqd: 1 },
];

async function close_reviews(frm) {
	await community_gov.post("micro_project.close_reviews", { project: frm.doc.name, idempotency_key: frappe.utils.get_random(20) });
	frm.reload_doc();
}
