frappe.ui.form.on("Public Notice", {
	refresh(frm) {
		if (frm.doc.stage !== "On Show") return;
		const notice = { notice: frm.doc.name };
		if (frm.perm[0]?.write) community_gov.add_asking_button(frm, __("Correct"), correction, "notice.correct", notice);
		community_gov.add_asking_button(frm, __("Object"), () => objection(frm), "notice.object", notice);
	},
});

const correction = () => [
	{ fieldname: "text", fieldtype: "Small Text", label: __("What Is Wrong and What Is Right"), reqd: 1 },
	{ fieldname: "restarts", fieldtype: "Check", label: __("Days Start Anew", null, "Notice Correction") },
];

const GROUNDS = ["Facts Are Wrong", "Procedure", "Conflict of Interest", "Harm to Others", "Other"];

const objection = () => [
	{
		fieldname: "ground",
		fieldtype: "Select",
		label: __("Ground", null, "Notice Objection"),
		default: "Other",
		options: GROUNDS.map((value) => ({ value, label: __(value, null, "Notice Objection") })),
	},
	{ fieldname: "text", fieldtype: "Small Text", label: __("Objection", null, "Notice Objection"), reqd: 1 },
	{ fieldname: "hide_name", fieldtype: "Check", label: __("Name Is Not Shown", null, "Notice Objection") },
];
