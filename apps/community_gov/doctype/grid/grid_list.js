frappe.listview_settings["Grid"] = {
	hide_name_column: true,
	hide_name_filter: true,
	add_fields: ["enabled"],
	get_indicator: (doc) =>
		doc.enabled ? [__("Enabled"), "green", "enabled,=,1"] : [__("Disabled"), "gray", "enabled,=,0"],

	onload(listview) {
		listview.page.add_inner_button(__("Show Tree"), () => frappe.set_route("Tree", "Grid"));
		listview.page.add_inner_button(__("Locate"), () => new GridLocator());
		if (frappe.model.can_import("Grid")) {
			listview.page.add_inner_button(__("Import Divisions"), () => new DivisionImport(listview));
		}
	},
};

// Which grid holds a point.
class GridLocator {
	constructor() {
		this.dialog = new frappe.ui.Dialog({
			title: __("Locate"),
			fields: [
				{ fieldname: "latitude", fieldtype: "Float", precision: 7, label: __("Latitude"), reqd: 1 },
				{ fieldname: "longitude", fieldtype: "Float", precision: 7, label: __("Longitude"), reqd: 1 },
			],
			primary_action_label: __("Locate"),
			primary_action: (values) => this.locate(values),
			secondary_action_label: __("My Position"),
			secondary_action: () => this.take_position(),
		});
		this.dialog.show();
	}

	async locate(values) {
		const { grid } = await community_gov.get("grid.locate", values);
		if (!grid) return frappe.msgprint(__("No grid holds this position."));
		this.dialog.hide();
		frappe.set_route("Form", "Grid", grid);
	}

	take_position() {
		navigator.geolocation.getCurrentPosition(
			({ coords }) =>
				this.dialog.set_values({ latitude: coords.latitude, longitude: coords.longitude }),
			() => frappe.msgprint(__("This device does not tell its position."))
		);
	}
}

// Uploads a file of divisions, starts the import and asks the server how far it is; works without socket.io.
class DivisionImport {
	constructor(listview) {
		this.listview = listview;
		new frappe.ui.FileUploader({
			dialog_title: __("Import Divisions"),
			allow_multiple: false,
			disable_file_browser: true,
			allow_toggle_private: false,
			make_attachments_public: false,
			restrictions: { allowed_file_types: [...community_gov.sheet_files, ".json"] },
			on_success: (file) => this.start(file.file_url),
		});
	}

	async start(file_url) {
		const { job } = await community_gov.post("grid.import_divisions", { file_url });
		this.dialog = new frappe.ui.Dialog({
			title: __("Import Divisions"),
			fields: [{ fieldname: "progress", fieldtype: "HTML" }],
		});
		this.dialog.onhide = () => (this.hidden = true);
		this.dialog.show();
		this.poll(job);
	}

	async poll(job) {
		const status = await community_gov.get("grid.import_status", { job });
		this.render(status);
		if (["Queued", "Running"].includes(status.state)) {
			if (!this.hidden) setTimeout(() => this.poll(job), 1000);
		} else {
			this.listview.refresh();
		}
	}

	render(status) {
		const parts = { Queued: waiting, Running: running, Done: done, Failed: failed };
		this.dialog.fields_dict.progress.$wrapper.html((parts[status.state] || failed)(status));
	}
}

function waiting() {
	return `<p>${__("The import waits for its turn.")}</p>`;
}

function running({ done, total }) {
	const percent = total ? Math.floor((done * 100) / total) : 0;
	const words = total ? __("{0} of {1} rows", [done, total]) : __("The file is being checked.");
	return `<div class="progress"><div class="progress-bar" style="width: ${percent}%"></div></div><p>${words}</p>`;
}

function done({ inserted, updated, unchanged }) {
	return `<p class="text-success">${__("{0} inserted, {1} updated, {2} unchanged.", [
		inserted,
		updated,
		unchanged,
	])}</p>`;
}

function failed({ message, problems = [], problem_count = 0 }) {
	if (!problems.length) {
		return `<p class="text-danger">${frappe.utils.escape_html(message || __("Nothing was loaded."))}</p>`;
	}
	const rows = problems.map(
		(problem) => `<tr><td>${cint(problem.line)}</td>${[problem.code, problem.reason, problem.detail]
			.map((text) => `<td>${frappe.utils.escape_html(text || "")}</td>`)
			.join("")}</tr>`
	);
	return `<p class="text-danger">${__("Nothing was loaded: {0} problems.", [problem_count])}</p>
		<table class="table table-bordered table-sm"><thead><tr><th>${__("Line", null, "Sheet Import")}</th><th>${__("Code")}</th>
		<th>${__("Problem")}</th><th>${__("Detail")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}
