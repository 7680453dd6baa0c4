// Words of our own DocTypes where the desk would show the common ones, or none.
frappe.provide("community_gov");

/** Titles of Frappe's own that its Chinese lacks: named here, they have a line in our translations. */
community_gov.borrowed_words = () => [__("{0} Map")];

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

/** A position that is missing is stored as 0: shown as nothing, on the form and wherever the desk formats it. */
community_gov.leave_zero_blank = (doctype, fieldnames) => {
	for (const fieldname of fieldnames) {
		frappe.meta.get_docfield(doctype, fieldname).formatter = (value, df, ...more) =>
			Number(value) ? frappe.form.get_formatter("Float")(value, df, ...more) : "";
	}
};

community_gov.leave_zero_blank_on = (frm, fieldnames) => {
	community_gov.leave_zero_blank(frm.doctype, fieldnames);
	for (const fieldname of fieldnames) {
		const control = frm.fields_dict[fieldname];
		const { format_for_input, parse } = control;
		control.format_for_input = (value) => (Number(value) ? format_for_input.call(control, value) : "");
		// Leaving the empty field must not mark the document as changed.
		control.parse = (value) => parse.call(control, value) ?? 0;
	}
};

// The desk puts the time zone behind a description before it looks for its translation.
const { set_description } = frappe.ui.form.ControlDatetime.prototype;
frappe.ui.form.ControlDatetime.prototype.set_description = function (...args) {
	if (this.df.description) this.df.description = __(this.df.description);
	return set_description.apply(this, args);
};
