// Calls to the app's endpoints. frappe.xcall posts always and settles on some statuses only.
frappe.provide("community_gov");

/** Promise of an endpoint's answer; the desk shows the message of a refusal, the promise is rejected. */
community_gov.request = (type, method, args) =>
	new Promise((resolve, reject) => {
		frappe
			.call({ type, method: `community_gov.api.v1.${method}`, args })
			.then((response) => resolve(response.message), reject);
	});

community_gov.get = (method, args) => community_gov.request("GET", method, args);
community_gov.post = (method, args) => community_gov.request("POST", method, args);

/** A button of a form that asks for what `fields` gives and sends it once, with a key against a second sending; `adapt` makes
 * of what was typed what is sent. */
community_gov.add_asking_button = (frm, label, fields, endpoint, request, { group, title, adapt = (values) => values } = {}) => {
	const ask = () => {
		const key = frappe.utils.get_random(20);
		const dialog = new frappe.ui.Dialog({
			title: title || label,
			fields: fields(),
			primary_action_label: label,
			primary_action: async (values) => {
				dialog.disable_primary_action();
				try {
					await community_gov.post(endpoint, { ...request, ...adapt(values), idempotency_key: key });
					dialog.hide();
					await frm.reload_doc();
				} catch {
					// The refusal is on the screen; what was typed stays for another try.
					dialog.enable_primary_action();
				}
			},
		});
		dialog.show();
	};
	frm.add_custom_button(label, ask, group);
};
