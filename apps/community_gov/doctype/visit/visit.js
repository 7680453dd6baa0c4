frappe.ui.form.on("Visit", {
	setup(frm) {
		frm.set_query("resident", () => ({ filters: { status: "Present" } }));
		frm.set_query("category", "findings", () => ({ filters: { is_group: 0, enabled: 1 } }));
	},

	refresh(frm) {
		const ended = !frm.is_new() && frm.doc.status !== "Planned";
		for (const fieldname of ["result", "visited_at", "note", "due_on", "assignee", "visit_kind", "findings"]) {
			frm.set_df_property(fieldname, "read_only", ended ? 1 : 0);
		}
		for (const row of frm.doc.findings || []) {
			if (ended && row.kind === "Note" && !row.case_file) {
				const label = frappe.ellipsis(row.description, 20);
				frm.add_custom_button(label, () => to_case(frm, row), __("Turn into a Case"));
				frm.add_custom_button(label, () => ask_for_help(frm, row), __("Ask for Help"));
			}
			if (ended && row.kind === "Help Request" && !row.help_request) {
				const label = frappe.ellipsis(row.description, 20);
				frm.add_custom_button(label, () => ask_for_help(frm, row), __("Ask for Help"));
			}
		}
	},

	/** Findings that ask for a case get one with the same step. */
	async after_save(frm) {
		const rows = frm.doc.findings.filter((row) => row.kind === "Case" && !row.case_file);
		for (const row of rows) await to_case(frm, row, false);
		const asked = frm.doc.findings.filter(
			(row) => row.kind === "Help Request" && row.help_kind && !row.help_request
		);
		for (const row of asked) await to_help(frm, row, row.help_kind);
		if (rows.length || asked.length) frm.reload_doc();
	},
});

async function to_case(frm, row, reload = true) {
	const request = { visit: frm.doc.name, finding: row.name, category: row.category };
	const answer = await community_gov.post("visit.finding_to_case", request);
	frappe.show_alert({ message: __("Case {0} is reported.", [answer.case]), indicator: "green" });
	if (reload) frm.reload_doc();
}

function ask_for_help(frm, row) {
	const field = { fieldname: "help_kind", fieldtype: "Link", options: "Help Kind", label: __("Kind of Help"), reqd: 1 };
	field.default = row.help_kind;
	frappe.prompt(
		[{ ...field, get_query: () => ({ filters: { enabled: 1 } }) }],
		async ({ help_kind }) => {
			await to_help(frm, row, help_kind);
			frm.reload_doc();
		},
		__("Ask for Help")
	);
}

async function to_help(frm, row, help_kind) {
	const request = { visit: frm.doc.name, finding: row.name, help_kind };
	const answer = await community_gov.post("visit.finding_to_help", request);
	frappe.show_alert({ message: __("Help request {0} is raised.", [answer.help_request]), indicator: "green" });
}
