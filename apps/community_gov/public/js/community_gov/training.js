// Attendance of a training session: who came, in one list of ticks.
frappe.provide("community_gov");

community_gov.take_attendance = (frm) => {
	const rows = frm.doc.attendance || [];
	const key = frappe.utils.get_random(20);
	const dialog = new frappe.ui.Dialog({
		title: __("Take Attendance"),
		fields: [
			{
				fieldname: "present",
				fieldtype: "MultiCheck",
				label: __("Who was there"),
				columns: 2,
				options: rows.map((row) => ({
					label: row.attendee_name || row.attendee,
					value: row.attendee,
					checked: row.attended || frm.doc.status === "To Be Held",
				})),
			},
		],
		primary_action_label: __("Store"),
		primary_action: async () => {
			dialog.disable_primary_action();
			const present = dialog.get_field("present").get_checked_options();
			const request = { session: frm.doc.name, present: JSON.stringify(present), idempotency_key: key };
			try {
				await community_gov.post("training.take_attendance", request);
				dialog.hide();
				await frm.reload_doc();
			} catch {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
};
