// Words of our own DocTypes where the desk would show the common ones, or none.
frappe.provide("community_gov");

/** Titles of Frappe's own that its Chinese lacks: named here, they have a line in our translations. */
community_gov.borrowed_words = () => [__("{0} Map")];

// Frappe translates labels, options and descriptions mostly without their DocType, 15.50 and 16 less often than before:
// what stands in view is looked up under its DocType, and those of its tables, before the common word is taken.
const translate = frappe._;

frappe._ = (text, replace, context = null) =>
	translate(text, NAMES_A_FIELD.includes(text) ? with_label(replace) : replace, context || context_in_view(text));
window.__ = frappe._;

// Texts into which Frappe puts the label of a field as it is stored.
const NAMES_A_FIELD = ["Click to sort by {0}", "{0} from {1} to {2} in row #{3}"];
const with_label = ([label, ...more] = []) => [__(label), ...more];

const context_in_view = (text) =>
	texts_with_context().has(text)
		? contexts_in_view().find((doctype) => frappe._messages[`${text}:${doctype}`]) || null
		: null;

function contexts_in_view() {
	const [view, doctype] = frappe.router?.current_route || [];
	if (!VIEWS.includes(view) || !doctype) return [];
	const tables = frappe.meta.get_table_fields?.(doctype) || [];
	return [doctype, ...tables.map((df) => df.options)];
}

const VIEWS = ["Form", "List", "Tree", "print"];

const known = { messages: null, texts: new Set() };

/** Texts that have a line of their own for some DocType; the messages come after this script. */
function texts_with_context() {
	if (known.messages !== frappe._messages) {
		const keys = Object.keys(frappe._messages || {}).filter((key) => /:(?=\S)/.test(key));
		known.messages = frappe._messages;
		known.texts = new Set(keys.map((key) => key.slice(0, key.lastIndexOf(":"))));
	}
	return known.texts;
}

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
