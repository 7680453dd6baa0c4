// A field above the lists of what is searched by words: it narrows the list by the index, in Chinese as in English.
frappe.provide("community_gov");

const PAUSE = 400;

const { get_args, get_count_str } = frappe.views.ListView.prototype;

const narrowed = (listview, filters) =>
	listview.found_names ? [...filters, [listview.doctype, "name", "in", found_or_none(listview)]] : filters;

/** No document has this name: an empty list would be no filter at all. */
const found_or_none = ({ found_names }) => (found_names.length ? found_names : ["-"]);

frappe.views.ListView.prototype.get_args = function () {
	const args = get_args.call(this);
	return { ...args, filters: narrowed(this, args.filters) };
};

// The number under the list; the address of the page, which Frappe makes of the same filters, stays short.
frappe.views.ListView.prototype.get_count_str = function () {
	const { get_filters_for_args } = this;
	this.get_filters_for_args = () => narrowed(this, get_filters_for_args.call(this));
	try {
		return get_count_str.call(this);
	} finally {
		delete this.get_filters_for_args;
	}
};

/** Puts the field before the standard filters of a list; call it in onload. */
community_gov.add_word_search = (listview) => {
	const section = listview.page.page_form.find(".standard-filter-section");
	if (!section.length || listview.word_search) return;
	const label = __("Search words");
	const group = $(`<div class="form-group frappe-control input-max-width col-md-2 cg-word-search">
		<input type="search" class="form-control input-xs" maxlength="140" autocomplete="off"></div>`);
	listview.word_search = group.find("input").attr({ placeholder: label, "aria-label": label });
	section.prepend(group);
	const search = frappe.utils.debounce(() => narrow(listview), PAUSE);
	listview.word_search.on("input", search);
	// Frappe's lists listen for keys of their own.
	listview.word_search.on("keydown", (event) => event.stopPropagation());
};

async function narrow(listview) {
	const text = listview.word_search.val().trim();
	if (!text) return show(listview, null);
	const { doctype } = listview;
	const answer = await community_gov.post("search.names", { doctype, text });
	if (listview.word_search.val().trim() !== text) return;
	if (answer.is_short) {
		frappe.show_alert({ message: __("Type two signs that stand together, or a word."), indicator: "orange" });
		return show(listview, null);
	}
	if (answer.more) {
		const told = __("The newest {0} are searched. Add words to narrow the list.", [answer.names.length]);
		frappe.show_alert({ message: told, indicator: "blue" });
	}
	return show(listview, answer.names);
}

function show(listview, names) {
	listview.found_names = names;
	listview.start = 0;
	return listview.refresh();
}

/** Opens a list with these words in its field. */
community_gov.search_list = async (doctype, text) => {
	await frappe.set_route("List", doctype, "List");
	const listview = await opened(doctype);
	listview?.word_search?.val(text).trigger("input");
};

/** Promise of the list in view once it is drawn; nothing after some seconds. */
function opened(doctype) {
	const started = Date.now();
	return new Promise((resolve) => {
		const look = () => {
			const { list_view } = frappe.container.page || {};
			if (list_view?.doctype === doctype && list_view.word_search) resolve(list_view);
			else if (Date.now() - started > 5000) resolve(null);
			else setTimeout(look, 50);
		};
		look();
	});
}
