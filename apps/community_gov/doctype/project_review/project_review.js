frappe.ui.form.on("Project Review", {
	async refresh(frm) {
		frm.disable_save();
		const review = { review: frm.doc.name };
		if (frm.doc.is_outlier && !frm.doc.outlier_ruling) {
			community_gov.add_asking_button(frm, __("Rule on the Outlier"), ruling, "project_review.rule", review);
		}
		if (frm.doc.reviewer !== frappe.session.user || frm.doc.submitted_at) return;
		frm.add_custom_button(__("Give the Scores"), () => give_scores(frm)).addClass("btn-primary");
		community_gov.add_asking_button(frm, __("Declare a Conflict"), conflict, "project_review.declare_conflict", review);
	},
});

const ruling = () => [
	{ fieldname: "counts", fieldtype: "Check", label: __("The score counts") },
	{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
];

const conflict = () => [{ fieldname: "reason", fieldtype: "Small Text", label: __("What Ties the Reviewer", null, "Project Review"), reqd: 1 }];

/** One number for each criterion of the call; the server says what fits. */
async function give_scores(frm) {
	const mine = (await community_gov.get("project_review.mine")).find((row) => row.review === frm.doc.name);
	const options = ["", ...Array(mine.max_score + 1).keys()].join("\n");
	const fields = mine.criteria.map(({ criterion, weight }, at) => ({
		fieldname: `score_${at}`,
		fieldtype: "Select",
		options,
		reqd: 1,
		label: __("{0} (0 to {1}, weight {2} %)", [criterion, mine.max_score, weight]),
	}));
	const comment = { fieldname: "comment", fieldtype: "Small Text", label: __("Comment", null, "Project Review") };
	frappe.prompt([...fields, comment], (values) => send(frm, mine, values), __("Give the Scores"), __("Send"));
}

async function send(frm, mine, values) {
	const scores = Object.fromEntries(mine.criteria.map(({ criterion }, at) => [criterion, values[`score_${at}`]]));
	const given = { review: frm.doc.name, scores, comment: values.comment, idempotency_key: frappe.utils.get_random(20) };
	await community_gov.post("project_review.submit", given);
	frm.reload_doc();
}
