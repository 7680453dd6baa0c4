frappe.listview_settings["Sensitive Access Log"] = {
	onload(listview) {
		if (frappe.model.can_export("Sensitive Access Log")) {
			listview.page.add_inner_button(__("Export Audit Trails"), ask_for_days);
		}
	},
};

function ask_for_days() {
	const today = frappe.datetime.get_today();
	frappe.prompt(
		[
			{ fieldname: "from_date", fieldtype: "Date", label: __("From Date"), reqd: 1, default: frappe.datetime.add_days(today, -30) },
			{ fieldname: "to_date", fieldtype: "Date", label: __("To Date"), reqd: 1, default: today },
		],
		download_trails,
		__("Export Audit Trails"),
		__("Export Audit Trails"),
	);
}

// frappe.call reads answers as JSON; this one is a file.
async function download_trails(days) {
	const answer = await fetch("/api/method/community_gov.api.v1.audit.export", {
		method: "POST",
		headers: {
			"Content-Type": "application/json",
			Accept: "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify(days),
	});
	if (!answer.ok) {
		const [message] = JSON.parse((await answer.json())._server_messages || "[]");
		frappe.msgprint(message ? JSON.parse(message).message : __("The export failed. Try again."));
		return;
	}
	const link = document.createElement("a");
	link.href = URL.createObjectURL(await answer.blob());
	link.download = `audit-trails-${days.from_date}-${days.to_date}.zip`;
	link.click();
	URL.revokeObjectURL(link.href);
}
