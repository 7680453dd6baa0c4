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
	Refused: "gray",
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
	Computed: "orange",
	Objected: "red",
	Final: "green",
	Scheduled: "orange",
	Recruiting: "blue",
	"Sign-up Closed": "purple",
	Held: "green",
	"Called Off": "gray",
	Submitted: "orange",
	Declined: "gray",
	Raised: "orange",
	Claimed: "blue",
	Served: "purple",
	Confirmed: "green",
	Referred: "gray",
	Recorded: "orange",
	Returned: "yellow",
	Disputed: "red",
	Revoked: "gray",
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
