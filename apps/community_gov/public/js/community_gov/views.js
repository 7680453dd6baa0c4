// Settings of calendars, trees, lists and reports of the desk, where several of them are alike.
frappe.provide("community_gov");

/**
 * A calendar whose events nobody drags: their days follow from their documents.
 * `fields`: {start, end, title, more}; `look` tells danger, warning, success or default of an event.
 */
community_gov.fixed_calendar = ({ start, end = start, title, more }, look, options = {}) => ({
	field_map: { id: "name", start, end, title, allDay: "all_day" },
	fields: [...new Set(["name", title, start, end, ...more])],
	options: {
		editable: false,
		selectable: false,
		// The calendar's library knows no plain "zh".
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
		...options,
	},
	// Frappe asks for the look of each event, which is the place to say that it stays where it is.
	get_css_class(event) {
		event.editable = false;
		return look(event);
	},
});

/**
 * A tree with one root of its own, whose levels are loaded when they are opened.
 * `child` gives the values of a new part below a place, which is empty for the root; `toolbar` comes behind the usual.
 */
community_gov.open_tree = (doctype, { endpoint, title, root_label, root_text, child, toolbar = [], ...more }) => ({
	get_tree_nodes: `community_gov.api.v1.${endpoint}`,
	get_tree_root: false,
	// Without filters the desk draws a tree that has a fixed root only when told to.
	onload: (treeview) => treeview.make_tree(),
	root_label,
	title,
	disable_add_node: true,
	get_label: (node) => frappe.utils.escape_html(node.is_root ? root_text() : node.data.title || node.label),
	toolbar: [
		{
			label: __("Details"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("Form", doctype, node.data.value),
		},
		{
			label: __("Add Part"),
			condition: (node) => node.expandable && frappe.model.can_create(doctype),
			click: (node) => frappe.new_doc(doctype, child(node.is_root ? "" : node.data.value)),
		},
		...toolbar,
	],
	...more,
});

/** Settings of a list whose documents have a status; `colours` by status, gray for others; `more` is merged in. */
community_gov.status_list = (doctype, colours, { fieldname = "status", ...more } = {}) => ({
	hide_name_column: true,
	hide_name_filter: true,
	add_fields: [fieldname],
	get_indicator: (doc) =>
		doc[fieldname] && [
			__(doc[fieldname], null, doctype),
			colours[doc[fieldname]] || "gray",
			`${fieldname},=,${doc[fieldname]}`,
		],
	...more,
});

/** Filters of this month to today, and a place. */
community_gov.period_filters = () => [
	{
		fieldname: "from_date",
		label: __("From Date"),
		fieldtype: "Date",
		default: frappe.datetime.month_start(),
		reqd: 1,
	},
	{
		fieldname: "to_date",
		label: __("To Date"),
		fieldtype: "Date",
		default: frappe.datetime.get_today(),
		reqd: 1,
	},
	{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Grid" },
];

/** Settings of a report over a period, with a choice beside it: {fieldname, label, words, default}, words by value. */
community_gov.period_report = (choice) => ({
	filters: [...community_gov.period_filters(), ...(choice ? [select(choice)] : [])],
});

function select({ words, ...filter }) {
	const options = Object.entries(words).map(([value, label]) => ({ value, label }));
	return { fieldtype: "Select", default: options[0].value, ...filter, options };
}
