// Asking the centre for time, supervising a unit, sending a case up: dialogs over the clock endpoints.
frappe.provide("community_gov");

const may = (doctype, right) => frappe.model[`can_${right}`](doctype);

/** Buttons by which a unit (on its dispatch) or the centre (on the case) asks for more time, a pause or a return. */
community_gov.offer_requests = (frm, case_name, dispatch) => {
	if (frm.doc.stage_category !== "Open" || !may("Case Adjustment", "create")) return;
	if (frm.doctype === "Case" && !["Filed", "Dispatched", "Handling"].includes(frm.doc.stage)) return;
	const kinds = [
		frm.doc.due_at && "Extension",
		"Suspension",
		dispatch && dispatch.stage === "Dispatched" && "Return",
	].filter(Boolean);
	for (const kind of kinds) {
		frm.add_custom_button(
			__(kind, null, "Case Adjustment"),
			() => ask(frm, kind, case_name, dispatch?.name),
			__("Ask for")
		);
	}
};

function ask(frm, kind, case_name, dispatch) {
	const dialog = new frappe.ui.Dialog({
		title: __(kind, null, "Case Adjustment"),
		fields: [
			kind === "Extension" && {
				fieldname: "amount",
				fieldtype: "Float",
				label: __("More Time"),
				description: __("In the unit of the case's limit; empty asks for the limit once more."),
			},
			kind === "Suspension" && {
				fieldname: "resume_on",
				fieldtype: "Date",
				label: __("Resumes On"),
				reqd: 1,
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		].filter(Boolean),
		primary_action_label: __("Send the Request"),
		primary_action: (values) =>
			send(dialog, frm, "adjustment.request", { case: case_name, kind, dispatch, ...values }, __("Request sent.")),
	});
	dialog.show();
}

/** Buttons of the centre on a case that is with its units, and of its holder to send it up. */
community_gov.offer_orders = (frm) => {
	if (!["Dispatched", "Handling"].includes(frm.doc.stage)) return;
	if (may("Supervision Order", "create")) {
		frm.add_custom_button(__("Supervision Order"), () => supervise(frm), __("Supervise"));
	}
	if (may("Supervision Order", "write") && frm.doc.handling_level !== "City") {
		frm.add_custom_button(__("Send Up One Level"), () => escalate(frm), __("Supervise"));
	}
};

function supervise(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Supervision Order"),
		fields: [
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Responsible Unit",
				label: __("Unit"),
				default: frm.doc.units.find((row) => row.duty === "Lead")?.unit,
				reqd: 1,
			},
			{
				fieldname: "ground",
				fieldtype: "Select",
				label: __("Ground"),
				options: ["Overdue", "Refused", "Unsolved", "Harmful", "Other"].map((value) => ({
					value,
					label: __(value, null, "Supervision Order"),
				})),
				default: "Overdue",
				reqd: 1,
			},
			{ fieldname: "demand", fieldtype: "Small Text", label: __("Demand"), reqd: 1 },
			{ fieldname: "answer_due_at", fieldtype: "Datetime", label: __("Answer Due At") },
		],
		primary_action_label: __("Issue"),
		primary_action: (values) =>
			send(dialog, frm, "supervision.issue", { case: frm.doc.name, ...values }, __("Supervision order issued.")),
	});
	dialog.show();
}

function escalate(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Send Up One Level"),
		fields: [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		primary_action_label: __("Send Up"),
		primary_action: (values) =>
			send(dialog, frm, "case.escalate", { case: frm.doc.name, ...values }, __("Sent up one level.")),
	});
	dialog.show();
}

async function send(dialog, frm, method, values, done) {
	dialog.disable_primary_action();
	try {
		await community_gov.post(method, values);
		dialog.hide();
		await frm.reload_doc();
		frappe.show_alert({ message: done, indicator: "green" });
	} catch {
		// The server's message is on the screen; what was typed stays for another try.
		dialog.enable_primary_action();
	}
}
