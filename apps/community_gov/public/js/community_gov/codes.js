// Codes that stand for a person: a new one for whoever lost theirs, shown once to be handed on.
frappe.provide("community_gov");

/**
 * In the menu of a form: draws a new code after asking for the reason.
 * @param {string} method the endpoint, whose answer holds tracking_code
 * @param {string} argument its argument that names the document
 */
community_gov.offer_new_code = (frm, method, argument) => {
	if (frm.is_new() || !frm.perm[0]?.write) return;
	frm.page.add_menu_item(__("New Tracking Code"), () => ask(frm, method, argument));
};

function ask(frm, method, argument) {
	const idempotency_key = frappe.utils.get_random(20);
	const dialog = new frappe.ui.Dialog({
		title: __("New Tracking Code"),
		fields: [community_gov.code_reason_field()],
		primary_action_label: __("Draw the Code"),
		primary_action: async ({ reason }) => {
			const request = { [argument]: frm.doc.name, reason, idempotency_key };
			const { tracking_code } = await community_gov.post(method, request);
			dialog.hide();
			show(tracking_code);
			frm.reload_doc();
		},
	});
	dialog.show();
}

/** Why a new code is drawn; it goes into the log. */
community_gov.code_reason_field = () => ({
	fieldname: "reason",
	fieldtype: "Small Text",
	label: __("Reason"),
	reqd: 1,
	description: __("The old code ends. Your name and the reason are logged."),
});

function show(code) {
	const grouped = code.replace(/(.{4})(?=.)/g, "$1-");
	frappe.msgprint({
		title: __("New Tracking Code"),
		message: `<p class="h3">${community_gov.escaped(grouped)}</p><p>${__(
			"Give it to the person now. It is not shown again."
		)}</p>`,
	});
}
