const RUNNING = ["Checking", "Loading"];

frappe.ui.form.on("Resident Import", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		frm.page.clear_inner_toolbar();
		frm.get_field("preview").$wrapper.empty();
		frm.add_custom_button(__("Template"), () => download("template"));
		if (frm.is_new()) return;
		// The main button works on what is stored, so a changed form shows Save instead.
		if (!frm.is_dirty()) add_steps(frm);
		community_gov.follow_import(frm, "resident_import", {
			column: __("Column"),
			success: ["Checked", "Loaded"],
		});
	},
});

function add_steps(frm) {
	const { status } = frm.doc;
	if (["Not Checked", "Checked"].includes(status) && frm.doc.sheet) {
		frm.add_custom_button(__("Check the Sheet"), () => begin(frm, "preview"));
	}
	if (["Checked", "Stopped"].includes(status) && frm.doc.sheet) {
		const button = status === "Stopped" ? __("Go on Loading") : __("Load");
		frm.add_custom_button(button, () => confirm_load(frm)).addClass("btn-primary");
	}
	if (frm.doc.failed_count && frm.doc.sheet && !RUNNING.includes(status)) {
		frm.add_custom_button(__("Download Lines with Problems"), () =>
			download("failed_rows", { name: frm.doc.name })
		);
	}
	if (frm.doc.sheet && ["Loaded", "Stopped"].includes(status)) {
		frm.add_custom_button(__("Delete the Sheet"), () => delete_sheet(frm));
	}
}

function download(method, parameters = {}) {
	const query = new URLSearchParams(parameters);
	window.open(`/api/method/community_gov.api.v1.resident_import.${method}?${query}`);
}

function confirm_load(frm) {
	const words = __("{0} new people are loaded. {1} lines with problems are left out.", [
		cint(frm.doc.new_count),
		cint(frm.doc.failed_count),
	]);
	frappe.confirm(words, () => begin(frm, "start"));
}

async function begin(frm, step) {
	await community_gov.post(`resident_import.${step}`, { name: frm.doc.name });
	frm.reload_doc();
}

function delete_sheet(frm) {
	frappe.confirm(__("The uploaded sheet is deleted for good. What was loaded stays."), async () => {
		await community_gov.post("resident_import.delete_files", { name: frm.doc.name });
		frm.reload_doc();
	});
}
