// What several forms of participation offer.
frappe.provide("community_gov");

/** A button that gives a task which follows from the document: one account or one unit, one day. */
community_gov.add_task_button = (frm) => {
	const fields = () => [
		{ fieldname: "task", fieldtype: "Data", label: __("Task", null, "Action Item"), reqd: 1 },
		{ fieldname: "due_on", fieldtype: "Date", label: __("Due On", null, "Action Item"), reqd: 1 },
		{ fieldname: "owner_user", fieldtype: "Link", label: __("Done By (Account)", null, "Action Item"), options: "User" },
		{ fieldname: "owner_unit", fieldtype: "Link", label: __("Done By (Unit)", null, "Action Item"), options: "Responsible Unit" },
	];
	const source = { doctype: frm.doctype, name: frm.doc.name };
	community_gov.add_asking_button(frm, __("Give a Task"), fields, "deliberation.add_task", source);
};
