// Rows of cases, dispatches and checks: a small picture that is a button, by which the case opens beside the list.
import { look_at } from "./drawer";
import { escaped } from "./markup";

frappe.provide("community_gov");

// How a row leads to its case, and what it is called.
const CASES = {
	Case: { case_of: (doc) => doc.name, title_of: (doc) => doc.title },
	"Case Dispatch": { case_of: (doc) => doc.case_file, title_of: (doc) => doc.case_title },
	"Case Check": { case_of: (doc) => doc.case_file, title_of: (doc) => doc.case_title },
};
const AT_ONCE = 100; // pictures in one request
const ASKED_AGAIN = 60_000; // milliseconds until a row without a picture may have got one
const known = new Map(); // "doctype/name" to {src, at}

/** A button that opens a row beside its list, or null for other documents; `rows` are those to go on to. */
export function look_button(doctype, doc, rows) {
	if (!CASES[doctype]) return null;
	const { case_of, title_of } = CASES[doctype];
	const label = escaped(__("Look: {0}", [title_of(doc) || doc.name]));
	const button = $(`<button type="button" class="cg-look" aria-label="${label}" title="${escaped(__("Look (V)"))}"></button>`);
	const open = (event) => {
		// The row itself opens the form.
		event.stopPropagation();
		event.preventDefault();
		const box = button.closest(".result, .widget-body, .quick-list-widget-box");
		const shown = rows.map((row) => ({ doctype, name: row.name, case: case_of(row), title: title_of(row) }));
		look_at(shown, rows.indexOf(doc), (name) => box.find(`[data-look-name="${CSS.escape(name)}"]`)[0]);
	};
	return button.on("click", open).on("keydown keypress", (event) => event.key === "Enter" && event.stopPropagation());
}

// In Frappe 16 the head of a list is such a container, too.
const ROWS = ".list-row-container:has(> .list-row)";

const { render_list } = frappe.views.ListView.prototype;
frappe.views.ListView.prototype.render_list = function (...args) {
	const drawn = render_list.apply(this, args);
	if (CASES[this.doctype] && this.view_name === "List") decorate(this);
	return drawn;
};

function decorate({ doctype, data, $result }) {
	const rows = $result.addClass("cg-pictured").find(ROWS);
	data.forEach((doc, at) => {
		const row = rows[at];
		if (!row || row.querySelector(".cg-look")) return;
		row.dataset.lookName = doc.name;
		const button = look_button(doctype, doc, data);
		show_picture(button, known.get(`${doctype}/${doc.name}`)?.src);
		const ticks = $(row).find(".list-subject .select-like").first();
		if (ticks.length) button.insertAfter(ticks);
		else button.prependTo($(row).find(".list-subject").first());
	});
	// The rows come first.
	setTimeout(() => load_pictures(doctype, data.map((doc) => doc.name), $result));
}

/** One request for a page of rows; a list of hundreds asks part by part. */
async function load_pictures(doctype, names, $result) {
	const now = Date.now();
	const is_known = (name) => {
		const { src, at } = known.get(`${doctype}/${name}`) || {};
		return src || now - at < ASKED_AGAIN;
	};
	const wanted = names.filter((name) => !is_known(name));
	for (let from = 0; from < wanted.length; from += AT_ONCE) {
		const part = wanted.slice(from, from + AT_ONCE);
		const found = await community_gov.get("case_views.thumbnails", { doctype, names: JSON.stringify(part) });
		for (const name of part) known.set(`${doctype}/${name}`, { src: found[name], at: now });
		$result.find(ROWS).each((_at, row) => {
			if (found[row.dataset.lookName]) show_picture($(row).find(".cg-look"), found[row.dataset.lookName]);
		});
	}
}

const show_picture = (button, src) => src && button.html(`<img src="${src}" alt="" width="32" height="32">`);

// The row that has the focus opens beside the list by V.
const looked_row = () => document.activeElement?.closest("[data-look-name]");
frappe.ui.keys.add_shortcut({
	shortcut: "v",
	description: __("Look at the case of a row beside its list"),
	condition: () => Boolean(looked_row()?.querySelector(".cg-look")),
	ignore_inputs: true,
	action: () => looked_row().querySelector(".cg-look").click(),
});
