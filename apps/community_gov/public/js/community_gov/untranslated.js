// Where the desk shows English although the Chinese is there: it forgets to ask for it.
frappe.provide("community_gov");

// A list shows the value of a Select as people read it, but names it in English where the pointer rests on it.
const { get_column_html } = frappe.views.ListView.prototype;
frappe.views.ListView.prototype.get_column_html = function (column, doc, ...more) {
	const html = get_column_html.call(this, column, doc, ...more);
	const { df } = column;
	const value = df?.fieldtype === "Select" && doc[df.fieldname];
	if (!value || typeof html !== "string") return html;
	const [written, read] = [value, __(value, null, df.parent)].map(frappe.utils.escape_html);
	return html.replace(`: ${written}"`, `: ${read}"`);
};

// The same in the timeline of a form: what a Select was changed from and to, and where nothing stood before.
const { get_docinfo } = frappe.ui.form.Form.prototype;
frappe.ui.form.Form.prototype.get_docinfo = function (...args) {
	const info = get_docinfo.apply(this, args);
	for (const version of info?.versions || []) version.data = translated_change(this.doctype, version.data);
	return info;
};

function translated_change(doctype, data) {
	if (typeof data !== "string" || !data.includes('"changed"')) return data;
	const change = JSON.parse(data);
	const read = ([fieldname, ...values]) => {
		const is_chosen = frappe.meta.get_docfield(doctype, fieldname)?.fieldtype === "Select";
		return [fieldname, ...values.map((value) => value ?? __("nothing")).map((value) => (is_chosen ? __(value, null, doctype) : value))];
	};
	return JSON.stringify({ ...change, changed: (change.changed || []).map(read) });
}

// The desk puts the time zone behind a description before it looks for its translation.
const { set_description } = frappe.ui.form.ControlDatetime.prototype;
frappe.ui.form.ControlDatetime.prototype.set_description = function (...args) {
	if (this.df.description) this.df.description = __(this.df.description);
	return set_description.apply(this, args);
};

// Cards and charts that a list's dashboard collects are named as they are stored.
const { set_title } = frappe.widget.widget_factory.base.prototype;
frappe.widget.widget_factory.base.prototype.set_title = function (...args) {
	const { title, label } = this;
	Object.assign(this, { title: __(title), label: __(label) });
	set_title.apply(this, args);
	Object.assign(this, { title, label });
};

// How many filters a list has, where the pointer rests on their button.
const { update_filter_button } = frappe.ui.FilterGroup?.prototype || {};
if (update_filter_button) {
	frappe.ui.FilterGroup.prototype.update_filter_button = function (...args) {
		update_filter_button.apply(this, args);
		this.filter_button.attr("title", __("Filters {0}", [this.filters.length]));
	};
}

// Who reported without signing in, where a notice shows its sender.
const { user_info } = frappe;
frappe.user_info = (uid, ...more) => {
	const told = user_info(uid, ...more);
	return uid === "Guest" ? { ...told, fullname: __("Guest") } : told;
};

// An advertisement for another product, beside each list that is shown as a report.
if (frappe.views.ListSidebar) frappe.views.ListSidebar.prototype.add_insights_banner = () => {};

/** A map of Leaflet, which names its buttons itself; Frappe 16 loads the library after this script. */
community_gov.new_map = (box, options) => {
	keep_first_copy();
	name_zoom_buttons();
	const map = L.map(box, options);
	map.attributionControl.setPrefix(false);
	return map;
};

// Frappe loads the library of maps again for its own map view; maps that are drawn know the first copy only.
function keep_first_copy() {
	const first = window.L;
	Object.defineProperty(window, "L", { get: () => first, set: () => {}, configurable: true });
}

function name_zoom_buttons() {
	if (!window.L?.Control?.Zoom) return;
	Object.assign(L.Control.Zoom.prototype.options, { zoomInTitle: __("Zoom in"), zoomOutTitle: __("Zoom out") });
}
$(document).on("app_ready", name_zoom_buttons);

// What a field with suggestions says to screen readers: how many there are, and which one is chosen.
const { evaluate, goto: go_to } = window.Awesomplete?.prototype || {};
if (evaluate) {
	window.Awesomplete.prototype.evaluate = function (...args) {
		evaluate.apply(this, args);
		const found = this.ul.children.length;
		this.status.textContent = this.isOpened && found ? __("{0} suggestions", [found]) : __("No suggestions");
	};
	window.Awesomplete.prototype.goto = function (index, ...args) {
		go_to.call(this, index, ...args);
		const { children } = this.ul;
		if (!children[index]) return;
		this.status.textContent = __("{0}, suggestion {1} of {2}", [children[index].textContent, index + 1, children.length]);
	};
}

// The sidebar of Frappe 16 names a document by its title, also where that is empty still.
const { get_doc_title } = frappe.model;
if (get_doc_title) {
	frappe.model.get_doc_title = (doc, ...more) => get_doc_title.call(frappe.model, doc, ...more) || doc?.name;
}
