// What forms of ours do otherwise than Frappe's: files travel with the first save, who reported may correct, one time zone.

const ours = (frm) => frm?.meta.module === "Community Gov";

// Frappe saves a new document as soon as a file is attached to it, whatever else is still empty.
function keep_unsaved() {
	const attach = frappe.ui.form.ControlAttach.prototype;
	const complete = attach.on_upload_complete;
	attach.on_upload_complete = async function (attachment) {
		if (!ours(this.frm) || !this.frm.is_new()) return complete.call(this, attachment);
		await this.parse_validate_and_set_in_model(attachment.file_url);
		await this.set_value(attachment.file_url);
		this.frm.refresh_field(this.doc?.parentfield || this.df.fieldname);
	};
}

// In the desk only roles of a workflow's state edit; the server lets who reported correct until the report is accepted.
function let_reporters_correct() {
	const is_read_only = frappe.workflow.is_read_only;
	frappe.workflow.is_read_only = (doctype, name) =>
		!frappe.get_doc(doctype, name)?.__onload?.may_correct && is_read_only.call(frappe.workflow, doctype, name);
}

// The zone stands below every moment; it says something only to whoever lives in another than the site's.
function hide_own_time_zone() {
	const datetime = frappe.ui.form.ControlDatetime.prototype;
	const describe = datetime.set_description;
	datetime.set_description = function () {
		const { user, system } = frappe.boot.time_zone || {};
		if (ours(this.frm) && user === system) this.df.hide_timezone = 1;
		describe.call(this);
	};
}

$(document).on("app_ready", () => {
	keep_unsaved();
	let_reporters_correct();
	hide_own_time_zone();
});
