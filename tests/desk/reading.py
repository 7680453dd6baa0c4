"""What a Chinese desk shows in Latin letters: everything that is visible or opens in place, but for what people typed."""

import re
from collections.abc import Iterable

from playwright.sync_api import Page

# Latin words that belong to a Chinese text, with the reason.
ALLOWED = (
	(
		r"ID|GPS|IP|MB|PDF|CSV|XLSX|XLS|JSON|GeoJSON|URL|UTF-8|WGS|HEIC|JPEG|PNG|WebP|Excel",
		"units and kinds of files",
	),
	(r"GB/T|GB|EPSG", "numbers of standards"),
	(r"Frappe", "the name of the software, where it speaks of itself"),
	(r"Ctrl|Shift|Alt|Enter|Esc|Cmd", "keys of the keyboard"),
	(r"Asia/Shanghai", "the name of a time zone, as the standard writes it"),
	(r"[A-Z]{2,}-[\w-]+", "numbers of records"),
	(r"V?(?=[a-f]*\d)[0-9a-f]{5,}", "what tests append to names, or name volunteers by"),
	(r"https?://\S+|[\w.+-]+@[\w.-]+", "addresses"),
	(r"\{\w+\}", "placeholders that people type"),
	(r"YYYY|MM|DD|HH", "forms of dates"),
	(
		r"Generic Empty State|Grid Empty State",
		"what Frappe calls its ornaments, not to be translated",
	),
	(
		r"Begin typing for results\.|prev|next|Filter based on( Index)?",
		"for screen readers, built into libraries of Frappe",
	),
	(
		r"(?:Next|Previous|This) [年月周天日]\S*|[年月周天日]\S* view",
		"hints of buttons, built into the library of calendars",
	),
)
_ALLOWED = re.compile("|".join(f"(?<![A-Za-z])(?:{words})(?![A-Za-z])" for words, _reason in ALLOWED))
_WORD = re.compile("[A-Za-z]{2,}")
# What the bell lists is written in the site's language, which is English in tests.
# Texts and hints of the page in view, its menus and folded parts included; names of fields appear while Alt is held.
SHOWN = r"""() => {
	const OPENS = ".dropdown-menu, .tab-pane, .section-body, .form-in-grid";
	const NEVER = "script, style, template, .hide, .hidden, .hide-control, [hidden], .ql-clipboard, .tooltip-content, .notification-item";
	const known = new Map();
	const is_hidden = (element, root) => {
		if (!element || element === root) return false;
		if (!known.has(element)) {
			const gone = element.matches(NEVER)
				|| (getComputedStyle(element).display === "none" && !element.matches(OPENS));
			known.set(element, gone || is_hidden(element.parentElement, root));
		}
		return known.get(element);
	};
	const found = new Set();
	const note = (text) => text && /[A-Za-z]{2,}/.test(text) && found.add(text.replace(/\s+/g, " ").trim());
	// Frappe makes the hint of such a badge out of the name of its icon.
	const ICONS = ".timeline-badge";
	const HINTS = ["placeholder", "title", "aria-label", "data-original-title", "alt"];
	const roots = [...document.querySelectorAll(".page-container, header.navbar, .modal.show, .body-sidebar")];
	for (const root of roots.filter((one) => one.offsetParent || one.matches("header, .modal"))) {
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const parent = walker.currentNode.parentElement;
			// The key of a menu item is underlined: its label is two nodes.
			const whole = parent.closest(".menu-item-label") || walker.currentNode;
			if (/[A-Za-z]{2,}/.test(whole.textContent) && !is_hidden(parent, root)) note(whole.textContent);
		}
		for (const element of root.querySelectorAll(HINTS.map((name) => `[${name}]`).join())) {
			if (!element.matches(ICONS) && !is_hidden(element, root)) HINTS.forEach((name) => note(element.getAttribute(name)));
		}
	}
	return [...found];
}"""
# Values of the documents in view: texts, links and their titles, attachments; never those that are chosen from a list.
TYPED = r"""() => {
	const values = new Set();
	const add = (value) => {
		if (typeof value !== "string" || !value) return;
		values.add(value.replace(/\s+/g, " ").trim());
		// Of an address people see the name of the file.
		if (value.includes("/files/")) values.add(decodeURIComponent(value.split("/").pop()));
	};
	const is_chosen = (doctype, name) => frappe.meta.get_docfield(doctype, name)?.fieldtype === "Select";
	const read = (doc, doctype = doc.doctype) => {
		for (const [name, value] of Object.entries(doc)) {
			if (Array.isArray(value)) value.forEach((row) => row?.doctype && read(row));
			else if (!is_chosen(doctype, name)) add(value);
		}
	};
	const [view, doctype] = frappe.get_route();
	if (view === "Form" && window.cur_frm) {
		read(cur_frm.doc);
		const info = cur_frm.get_docinfo() || {};
		(info.attachments || []).forEach((file) => add(file.file_name));
		// What was written into the timeline stands in the site's language, which is English in tests.
		for (const logs of ["comments", "info_logs", "attachment_logs"]) (info[logs] || []).forEach((log) => add(strip_html(log.content)));
		for (const version of info.versions || []) {
			const { changed = [], row_changed = [] } = JSON.parse(version.data || "{}");
			changed.filter(([name]) => !is_chosen(doctype, name)).flat().forEach(add);
		}
	}
	if (view === "List" && window.cur_list) (cur_list.data || []).forEach((doc) => read(doc, cur_list.doctype));
	Object.values(frappe._link_titles || {}).forEach(add);
	document.querySelectorAll(".cg-note, .cg-candidates td, .cg-glance-words, .comment-content").forEach((one) => add(one.textContent));
	return [...values].filter((value) => /[A-Za-z]{2,}/.test(value));
}"""

# Notes what each dialog says once it has come in; kept over a change of the page. What people typed stands in inputs,
# tables and paragraphs of a message, which are not read.
WATCH_DIALOGS = r"""document.addEventListener("DOMContentLoaded", () => {
	const PARTS = ".modal-title, label, .help-box, .btn, option, th, .section-head, .nav-link, [placeholder]";
	const read = (modal) => {
		const texts = [...modal.querySelectorAll(PARTS)]
			.filter((one) => one.offsetParent || one.tagName === "OPTION")
			.flatMap((one) => [one.placeholder, one.matches("input, textarea, select") ? "" : one.textContent]);
		const seen = JSON.parse(sessionStorage.getItem("cg_dialogs") || "[]");
		const found = texts.filter((text) => text && /[A-Za-z]{2,}/.test(text)).map((text) => text.trim());
		sessionStorage.setItem("cg_dialogs", JSON.stringify([...new Set([...seen, ...found])]));
	};
	const watch = (modal) => {
		const look = () => modal.classList.contains("show") && [50, 300].forEach((wait) => setTimeout(read, wait, modal));
		// It may have come in before anybody looks.
		look();
		new MutationObserver(look).observe(modal, { attributeFilter: ["class"] });
	};
	new MutationObserver((changes) => {
		for (const change of changes) change.addedNodes.forEach((one) => one.matches?.(".modal") && watch(one));
	}).observe(document.body, { childList: true });
});"""
DIALOGS = "() => JSON.parse(sessionStorage.getItem('cg_dialogs') || '[]')"


def english_in(text: str) -> bool:
	"""Whether a text holds a Latin word that no reason allows."""
	return bool(_WORD.search(_ALLOWED.sub("", text)))


def english_in_dialogs(page: Page) -> list[str]:
	"""Latin words of the titles, labels, hints, options and buttons of every dialog that was shown on a page."""
	return sorted(text for text in page.evaluate(DIALOGS) if english_in(text))


def english_on(page: Page, typed: Iterable[str] = ()) -> list[str]:
	"""Texts with Latin words of the page in view, without what people typed: values of its documents, and `typed`."""
	texts = [text for text in page.evaluate(SHOWN) if english_in(text)]
	if not texts:
		return []
	typed = sorted({*page.evaluate(TYPED), *typed}, key=len, reverse=True)
	return sorted(text for text in texts if not _is_typed(text, typed))


def _is_typed(text: str, typed: list[str]) -> bool:
	"""Whether a text is one of the values, a long piece of one, or nothing English is left of it without them."""
	if len(text) > 15 and any(text.rstrip("… ") in value for value in typed):
		return True
	for value in typed:
		text = text.replace(value, "")
	return not english_in(text)
