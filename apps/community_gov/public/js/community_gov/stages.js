// Stages and how they look. Code knows stages only; what a workflow calls its states is up to administrators.
frappe.provide("community_gov");

const COLOURS = {
	Reported: "orange",
	Verifying: "yellow",
	Accepted: "light-blue",
	Filed: "cyan",
	Dispatched: "blue",
	Handling: "purple",
	Checking: "pink",
	Closed: "green",
	Rejected: "gray",
	Suspended: "red",
	Requested: "orange",
	Granted: "green",
	Refused: "red",
	Withdrawn: "gray",
	Issued: "orange",
	Answered: "blue",
	Settled: "green",
	Drafted: "orange",
	Announced: "blue",
	Published: "green",
	Discarded: "gray",
	Approved: "blue",
	"Handed Over": "green",
	Released: "gray",
	Granted: "green",
	Refused: "gray",
};

community_gov.stage_colour = (stage) => COLOURS[stage] || "gray";

community_gov.stage_label = (stage, doctype) => __(stage, null, doctype);

/** For listview_settings: label, colour and filter of a document's stage. */
community_gov.stage_indicator = (doctype) => (doc) =>
	doc.stage && [
		community_gov.stage_label(doc.stage, doctype),
		community_gov.stage_colour(doc.stage),
		`stage,=,${doc.stage}`,
	];

community_gov.stage_pill = (stage, doctype) => {
	const label = frappe.utils.escape_html(community_gov.stage_label(stage, doctype));
	return `<span class="indicator-pill ${community_gov.stage_colour(stage)} no-indicator-dot">${label}</span>`;
};

/** Older desks translate options and labels without their DocType; a dispatch has its own words for some. */
community_gov.use_own_words = (frm, fieldnames = []) => {
	const { doctype } = frm;
	for (const df of frappe.get_meta(doctype).fields.filter((field) => field.fieldtype === "Select")) {
		df.formatter = (value) => frappe.utils.escape_html(value ? __(value, null, doctype) : "");
	}
	for (const fieldname of fieldnames) {
		const { label } = frappe.meta.get_docfield(doctype, fieldname);
		frm.set_df_property(fieldname, "label", frappe._messages[`${label}:${doctype}`] || label);
	}
};

/** Actions share words with buttons of the desk (File, Close), so they are translated in their own context. */
community_gov.action_label = (action, doctype) =>
	frappe._messages[`${action}:${doctype}`] || __(action, null, "Workflow Action");

// The desk translates the names of states only for those who may read the list of states.
frappe.form.link_formatters["Workflow State"] = (value) => __(value);

/** Settings of a list whose documents carry stages; `more` is merged in. */
community_gov.staged_list = (doctype, more = {}) => ({
	hide_name_column: true,
	hide_name_filter: true,
	add_fields: ["stage", "stage_category"],
	get_indicator: community_gov.stage_indicator(doctype),
	refresh: relabel_actions,
	...more,
});

function relabel_actions(listview) {
	for (const [action, $item] of Object.entries(listview.workflow_action_items || {})) {
		$item.find(".menu-item-label").text(community_gov.action_label(action, listview.doctype));
	}
}
