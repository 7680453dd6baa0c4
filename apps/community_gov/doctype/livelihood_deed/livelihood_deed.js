const PROPOSED = ["Collected", "Shortlisted"];
const CRITERIA = ["Completeness", "Quality", "Timeliness", "Cost", "Use", "Safety", "Records", "Upkeep Arranged"];

frappe.ui.form.on("Livelihood Deed", {
	setup(frm) {
		frm.set_query("deed_list", () => ({ filters: { stage: "Collecting" } }));
		frm.set_query("deliberated_in", () => ({ filters: { stage: ["in", ["Held", "Confirmed"]] } }));
	},

	refresh(frm) {
		const { stage } = frm.doc;
		for (const field of ["looks_split", "is_no_part"]) frm.toggle_display(field, Boolean(frm.doc.looks_split));
		frm.toggle_display("overspent_reason", frm.doc.spent > frm.doc.budget);
		for (const field of ["acceptance_section", "rating_section", "upkeep_section"]) {
			frm.toggle_display(field, !PROPOSED.includes(stage) && !frm.is_new());
		}
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (stage === "Doing") offer_milestones(frm);
		if (stage === "Delivered") offer_criteria(frm);
		if (["Chosen", "Doing"].includes(stage)) offer_exchange(frm);
		if (["Result Accepted", "Ratings Closed"].includes(stage)) offer_check(frm);
	},
});

function offer_milestones(frm) {
	const waiting = frm.doc.milestones.filter((row) => !row.done_on);
	if (!waiting.length) return;
	const fields = () => [
		{
			fieldname: "milestone",
			fieldtype: "Select",
			label: __("Name of the Milestone", null, "Deed Milestone"),
			options: waiting.map(({ name, task }) => ({ value: name, label: task })),
			default: waiting[0].name,
			reqd: 1,
		},
		{ fieldname: "evidence", fieldtype: "Attach", label: __("Photo or Paper", null, "Deed Milestone"), reqd: 1 },
		{ fieldname: "note", fieldtype: "Small Text", label: __("Note") },
	];
	community_gov.add_asking_button(frm, __("Note a Milestone"), fields, "deed.reach_milestone", { deed: frm.doc.name });
}

/** Rows of the acceptance, one for each criterion that has none. */
function offer_criteria(frm) {
	const given = new Set((frm.doc.scores || []).map((row) => row.criterion));
	const missing = CRITERIA.filter((criterion) => !given.has(criterion));
	if (!missing.length) return;
	frm.add_custom_button(__("Fill In the Criteria"), () => {
		for (const criterion of missing) frm.add_child("scores", { criterion });
		frm.refresh_field("scores");
		frm.scroll_to_field("scores");
	});
}

function offer_exchange(frm) {
	const fields = () => [
		{ fieldname: "why", fieldtype: "Small Text", label: __("Why It Is Exchanged"), reqd: 1 },
		{ fieldname: "title", fieldtype: "Data", label: __("Title of the Other Deed"), reqd: 1 },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Why", null, "Livelihood Deed"), reqd: 1 },
		{ fieldname: "target", fieldtype: "Small Text", label: __("Target", null, "Livelihood Deed"), reqd: 1 },
		{ fieldname: "budget", fieldtype: "Currency", label: __("Budget", null, "Livelihood Deed"), reqd: 1 },
		{
			fieldname: "lead_unit",
			fieldtype: "Link",
			options: "Responsible Unit",
			label: __("Leading Unit", null, "Livelihood Deed"),
			default: frm.doc.lead_unit,
			reqd: 1,
		},
		{ fieldname: "place", fieldtype: "Data", label: __("Place"), default: frm.doc.place },
	];
	community_gov.add_asking_button(frm, __("Exchange"), fields, "deed.exchange", { deed: frm.doc.name });
}

function offer_check(frm) {
	const fields = () => [
		{ fieldname: "works", fieldtype: "Check", label: __("Still Works", null, "Upkeep Check"), default: 1 },
		{ fieldname: "note", fieldtype: "Small Text", label: __("Note") },
		{ fieldname: "photo", fieldtype: "Attach", label: __("Photo") },
	];
	const adapt = ({ works, ...values }) => ({ ...values, works: Boolean(works) });
	community_gov.add_asking_button(frm, __("Check the Upkeep"), fields, "deed.check_upkeep", { deed: frm.doc.name }, { adapt });
}
