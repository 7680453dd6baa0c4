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

/** Asks how somebody wants to be known, and makes an opinion of what was noted; its code is shown once. */
community_gov.ask_for_opinion = (endpoint, request) => {
	const choices = ["Known to the Clerk", "Named", "Anonymous"];
	const fields = [
		{ fieldname: "theme", fieldtype: "Link", options: "Opinion Theme", label: __("Theme") },
		{
			fieldname: "identity",
			fieldtype: "Select",
			label: __("Speaker Is", null, "Opinion"),
			options: choices.map((value) => ({ value, label: __(value, null, "Opinion") })),
			default: choices[0],
			reqd: 1,
		},
	];
	const key = frappe.utils.get_random(20);
	frappe.prompt(
		fields,
		async (values) => {
			const { opinion, code } = await community_gov.post(endpoint, { ...request, ...values, idempotency_key: key });
			frappe.msgprint(__("Opinion {0} is noted. Its code, told only here: {1}", [opinion, code]));
		},
		__("Note as an Opinion")
	);
};
