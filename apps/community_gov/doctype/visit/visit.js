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
		if (!ended && frm.perm[0].write) frm.add_custom_button(__("Take My Position"), () => take_position(frm));
		for (const row of frm.doc.findings || []) {
			if (ended && row.kind === "Note" && !row.case_file) {
				const label = frappe.ellipsis(row.description, 20);
				frm.add_custom_button(label, () => to_case(frm, row), __("Turn into a Case"));
				frm.add_custom_button(label, () => ask_for_help(frm, row), __("Ask for Help"));
				if (frappe.model.can_create("Opinion")) frm.add_custom_button(label, () => note_opinion(frm, row), __("Note as an Opinion"));
			}
			if (ended && row.kind === "Help Request" && !row.help_request) {
				const label = frappe.ellipsis(row.description, 20);
				frm.add_custom_button(label, () => ask_for_help(frm, row), __("Ask for Help"));
			}
		}
	},

	/** Findings that ask for a case or for help get it, all with one request. */
	async after_save(frm) {
		const waits = (row) =>
			(row.kind === "Case" && !row.case_file) ||
			(row.kind === "Help Request" && row.help_kind && !row.help_request);
		if (!(frm.doc.findings || []).some(waits)) return;
		const { cases, help_requests } = await community_gov.post("visit.follow_findings", { visit: frm.doc.name });
		for (const name of cases) tell(__("Case {0} is reported.", [name]));
		for (const name of help_requests) tell(__("Help request {0} is raised.", [name]));
		frm.reload_doc();
	},
});

const tell = (message) => frappe.show_alert({ message, indicator: "green" });

/** Where the visitor stands, as the browser knows it; only a visit that goes on takes a position. */
async function take_position(frm) {
	const { latitude, longitude } = await community_gov.here();
	if (latitude === undefined) {
		const message = __("The browser does not tell its position. Allow it for this site, or go on without.");
		return frappe.show_alert({ message, indicator: "orange" });
	}
	await frm.set_value({ latitude, longitude });
	tell(__("Position taken. It is stored with the result of the visit."));
}

async function to_case(frm, row) {
	const request = { visit: frm.doc.name, finding: row.name, category: row.category };
	const answer = await community_gov.post("visit.finding_to_case", request);
	tell(__("Case {0} is reported.", [answer.case]));
	frm.reload_doc();
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

const note_opinion = (frm, row) =>
	community_gov.ask_for_opinion("opinion.from_finding", { visit: frm.doc.name, finding: row.name });

async function to_help(frm, row, help_kind) {
	const request = { visit: frm.doc.name, finding: row.name, help_kind };
	const answer = await community_gov.post("visit.finding_to_help", request);
	tell(__("Help request {0} is raised.", [answer.help_request]));
}
