// Units of a case: what the routing rules say, and another unit taking over a dispatch.
frappe.provide("community_gov");

/** Reassign for the duty chief, transfer for a handler, while the dispatch is open. */
community_gov.add_take_over_buttons = (frm) => {
	if (frm.doc.stage_category !== "Open") return;
	if (frappe.user.has_role("Duty Chief")) {
		frm.add_custom_button(__("Reassign"), () => {
			take_over(frm, "dispatch.reassign", __("Reassign"), { enabled: 1 });
		});
	}
	if (frappe.user.has_role("Unit Handler")) {
		frm.add_custom_button(__("Transfer"), () => {
			const filters = { enabled: 1, parent_unit: frm.doc.unit };
			take_over(frm, "dispatch.transfer", __("Transfer"), filters);
		});
	}
};

function take_over(frm, method, title, filters) {
	const dispatch = frm.doc.name;
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [
			{
				fieldname: "unit",
				fieldtype: "Link",
				label: __("Unit"),
				options: "Responsible Unit",
				reqd: 1,
				get_query: () => ({ filters }),
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		primary_action_label: title,
		primary_action: async ({ unit, reason }) => {
			dialog.disable_primary_action();
			try {
				const answer = await community_gov.post(method, { dispatch, unit, reason });
				dialog.hide();
				frappe.show_alert({ message: __("Now with {0}.", [answer.unit_name]), indicator: "green" });
				await frm.reload_doc();
			} catch {
				// The server's message is on the screen; what was typed stays for another try.
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
}

/** While a case is filed: why it has its units, and a button that asks the rules again. */
community_gov.show_routing = (frm) => {
	if (frm.is_new() || frm.doc.stage !== "Filed") return;
	if (frm.doc.routing_status === "No Rule") {
		frm.dashboard.set_headline_alert(
			`<span class="indicator red">${frappe.utils.escape_html(frm.doc.routing_reason)}</span>`
		);
	}
	if (!frm.perm[0]?.write) return;
	frm.add_custom_button(__("Route Again"), async () => {
		const found = await community_gov.get("case.route", { case: frm.doc.name });
		frappe.confirm(frappe.utils.escape_html(found.reason), async () => {
			await community_gov.post("case.reroute", { case: frm.doc.name });
			await frm.reload_doc();
		});
	});
};
