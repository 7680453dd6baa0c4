// The web views of WeChat and WeCom: what they lack is told with what to do instead. Their names stand in the user agent.
import { __, by_id, element } from "./page";

export const in_wechat = () => /MicroMessenger|wxwork/i.test(navigator.userAgent);

/** How a page gets out of the web view. */
export const out_of_it = () => __("Press … at the top right and choose to open it in the browser.");

export function start_webview() {
	if (!in_wechat()) return;
	document.addEventListener("click", (event) => {
		const link = event.target.closest?.("a[download], a[href$='.pdf'], a[href$='.xlsx'], #print");
		if (!link) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		tell_beside(link, `${__("WeChat neither prints nor saves files.")} ${out_of_it()}`);
	}, true);
	tell_without_voice();
}

/** The button that reads aloud is not there: elder mode says where it is. */
function tell_without_voice() {
	const bar = by_id("elder-bar");
	if (!bar || window.speechSynthesis) return;
	by_id("elder-size").after(element("p", { class: "hint" }, `${__("Reading aloud does not work inside WeChat.")} ${out_of_it()}`));
}

export function tell_beside(node, text) {
	const next = node.nextElementSibling;
	const told = next?.classList.contains("told-beside") ? next : element("p", { class: "notice told-beside", role: "status" });
	told.textContent = text;
	node.after(told);
}
