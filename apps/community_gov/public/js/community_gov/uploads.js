// Frappe closes the dialog of several files only if the answer to the last one comes last.
frappe.provide("community_gov");

$(document).on("app_ready", () => frappe.require("file_uploader.bundle.js", close_when_all_arrived));

function close_when_all_arrived() {
	const Uploader = frappe.ui.FileUploader;
	if (!Uploader || Uploader.closes_when_all_arrived) return;
	frappe.ui.FileUploader = class FileUploader extends Uploader {
		static closes_when_all_arrived = true;

		constructor(options = {}) {
			const { on_success } = options;
			let self = null;
			const arrived = (...answer) => {
				on_success?.(...answer);
				if (self) close_if_all(self);
			};
			super({ ...options, on_success: arrived });
			self = this;
		}
	};
}

function close_if_all({ dialog, uploader }) {
	if (!dialog || !uploader.files.length || !uploader.files.every((file) => file.request_succeeded)) return;
	dialog.hide();
	// One that is still coming in takes no word for it.
	dialog.$wrapper.one("shown.bs.modal", () => dialog.hide());
}
