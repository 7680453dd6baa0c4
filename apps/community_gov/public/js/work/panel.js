// Panels over the page: the back button of the phone closes the one on top before it leaves the page.
import { __, by_id, element } from "../snapshot/page";

const WIDE = "(min-width: 1000px)";
const stack = [];
let ignored = 0;

export function start_panels() {
	window.addEventListener("popstate", () => {
		if (ignored) ignored -= 1;
		else if (stack.length) take_away();
	});
	document.addEventListener("keydown", ({ key }) => key === "Escape" && stack.length && close_panel());
}

/** Opens a panel; returns {body, close}. `closed` is called when it goes, however that happens. */
export function open_panel(title, { closed, is_dark } = {}) {
	const body = element("div", { class: "panel-body" });
	const heading = element("h2", { tabindex: "-1" }, title);
	const back = element(
		"button",
		{ type: "button", class: "panel-back", "aria-label": __("Back"), onclick: close_panel },
		element("span", { class: "icon icon-back", "aria-hidden": "true" })
	);
	const node = element(
		"section",
		{ class: is_dark ? "panel dark" : "panel", role: "dialog", "aria-label": title },
		element("header", { class: "panel-head" }, back, heading),
		body
	);
	const panel = { node, body, heading, closed, before: document.activeElement, close: () => close_of(panel) };
	stack.push(panel);
	history.pushState({ panels: stack.length }, "");
	by_id("panels").append(node);
	hide_below();
	heading.focus({ preventScroll: true });
	return panel;
}

/** Closes the panel on top. */
export function close_panel() {
	if (!stack.length) return;
	ignored += 1;
	take_away();
	history.back();
}

/** Closes all panels, as another part of the page is shown. */
export function close_panels() {
	if (!stack.length) return;
	const count = stack.length;
	while (stack.length) take_away();
	ignored += 1;
	history.go(-count);
}

function close_of(panel) {
	while (stack.includes(panel)) close_panel();
}

function take_away() {
	const panel = stack.pop();
	panel.node.remove();
	hide_below();
	panel.before?.focus?.({ preventScroll: true });
	panel.closed?.();
}

/** What lies below a panel is out of reach; on a wide screen it stands beside it. */
function hide_below() {
	const is_over = stack.length > 0 && !matchMedia(WIDE).matches;
	for (const part of document.querySelectorAll("main, .tabs, .bar")) part.inert = is_over;
	for (const [index, { node }] of stack.entries()) node.inert = index < stack.length - 1;
}

/** Asks before what cannot be undone; resolves to whether it was confirmed. */
export function confirm_panel(title, text, label) {
	return new Promise((resolve) => {
		let is_sure = false;
		const panel = open_panel(title, { closed: () => resolve(is_sure) });
		const sure = element("button", { type: "button", class: "button primary wide danger" }, label);
		sure.addEventListener("click", () => {
			is_sure = true;
			panel.close();
		});
		const leave = element("button", { type: "button", class: "button wide", onclick: close_panel }, __("Cancel"));
		panel.body.append(element("p", {}, text), sure, leave);
	});
}
