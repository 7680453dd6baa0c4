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
			const line = (row) => `<li>${__("Line {0}", [row.line])}: ${frappe.utils.escape_html(row.reason)}</li>`;
			frappe.msgprint(
				found.problems.length
					? `<p>${__("Nothing was taken. Correct the sheet and upload it again.")}</p><ul>${found.problems.map(line).join("")}</ul>`
					: __("{0} opening balances wait for somebody else to grant them.", [found.asked])
			);
			listview.refresh();
		},
	});
}
