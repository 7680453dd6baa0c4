frappe.ui.form.on("Sheet Import", {
	refresh(frm) {
		const { name, status, sheet, failed_count } = frm.doc;
		if (sheet && status === "Stopped") {
			frm.add_custom_button(__("Go on Loading"), () => step(frm, "resume")).addClass("btn-primary");
		}
		if (sheet && failed_count && !["Checking", "Loading"].includes(status)) {
			frm.add_custom_button(__("Download Lines with Problems"), () => {
				const query = new URLSearchParams({ name });
				window.open(`/api/method/community_gov.api.v1.sheet_import.failed_rows?${query}`);
			});
		}
		if (sheet && ["Loaded", "Not Loaded", "Stopped"].includes(status)) {
			frm.add_custom_button(__("Delete the Sheet"), () => {
				const words = __("The uploaded sheet is deleted for good. What was loaded stays.");
				frappe.confirm(words, () => step(frm, "delete_files"));
			});
		}
		community_gov.follow_import(frm, "sheet_import", { key: __("Number", null, "Sheet Import"), success: ["Loaded"] });
	},
});

async function step(frm, method) {
	await community_gov.post(`sheet_import.${method}`, { name: frm.doc.name });
	frm.reload_doc();
}
