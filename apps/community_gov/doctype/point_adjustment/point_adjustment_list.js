frappe.listview_settings["Point Adjustment"] = community_gov.staged_list("Point Adjustment", {
	onload(listview) {
		if (frappe.model.can_create("Point Adjustment")) {
			listview.page.add_inner_button(__("Import Opening Balances"), () => choose_sheet(listview));
		}
	},
});

/** A sheet with the columns of the guide; every row becomes an adjustment that somebody else grants. */
function choose_sheet(listview) {
	new frappe.ui.FileUploader({
		restrictions: { allowed_file_types: community_gov.sheet_files },
		make_attachments_public: false,
		on_success: async ({ file_url }) => {
			const found = await community_gov.post("points.import_openings", { file_url });
			if (found.status === "Checking") return frappe.set_route("Form", "Sheet Import", found.import);
			const place = (row) => (row.sheet ? community_gov.sheet_line(row) : __("Line {0}", [row.line]));
			const line = (row) => `<li>${place(row)}: ${frappe.utils.escape_html(row.reason)}</li>`;
			const asked = __("{0} opening balances wait for somebody else to grant them.", [found.asked]);
			frappe.msgprint(
				found.problems.length
					? `<p>${__("Nothing was taken. Correct the sheet and upload it again.")}</p><ul>${found.problems.map(line).join("")}</ul>`
					: frappe.utils.escape_html(`${asked} ${found.message || ""}`)
			);
			listview.refresh();
		},
	});
}
