// Words of our own DocTypes where the desk would show the common ones, or none.
frappe.provide("community_gov");

/** Older desks translate options and labels without their DocType; a dispatch has its own words for some. */
community_gov.use_own_words = (frm, fieldnames = []) => {
	const { doctype } = frm;
	for (const df of frappe.get_meta(doctype).fields.filter((field) => field.fieldtype === "Select")) {
		df.formatter = (value) => frappe.utils.escape_html(value ? __(value, null, doctype) : "");
	}
	for (const fieldname of fieldnames) {
		const { label } = frappe.meta.get_docfield(doctype, fieldname);
		frm.set_df_property(fieldname, "label", frappe._messages[`${label}:${doctype}`] || label);
	}
};

/** The same for the options of a Select, to be chosen and to be read. */
community_gov.use_own_options = (frm, fieldname) => {
	const { doctype } = frm;
	const df = frappe.meta.get_docfield(doctype, fieldname);
	if (typeof df.options === "string") {
		const values = df.options.split("\n");
		df.formatter = (value) => frappe.utils.escape_html(value ? __(value, null, doctype) : "");
		const options = values.map((value) => ({ value, label: __(value, null, doctype) }));
		frm.set_df_property(fieldname, "options", options);
	}
};

// The desk puts the time zone behind a description before it looks for its translation.
const { set_description } = frappe.ui.form.ControlDatetime.prototype;
frappe.ui.form.ControlDatetime.prototype.set_description = function (...args) {
	if (this.df.description) this.df.description = __(this.df.description);
	return set_description.apply(this, args);
};
