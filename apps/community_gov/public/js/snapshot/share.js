// Showing a page to others: by the phone's own sheet, or else by copying the address. A code never goes with it.
import { __, by_id, element } from "./page";
import { in_wechat } from "./webview";

export function start_share() {
	const button = by_id("share");
	if (!button) return;
	button.addEventListener("click", () => share({ title: document.title, url: button.dataset.url }, button));
}

/** Shares {title, text, url}; what became of it is said beside the button. */
export async function share({ title, text, url }, button) {
	const told = told_beside(button);
	told.textContent = "";
	if (navigator.share) {
		try {
			return await navigator.share({ title, text, url });
		} catch (error) {
			if (error.name === "AbortError") return;
		}
	}
	const by_menu = in_wechat() && url === own_address() ? __("Press … at the top right to send this page to somebody.") : "";
	try {
		await navigator.clipboard.writeText(url);
		told.textContent = by_menu || __("The address is copied. Paste it where you like.");
	} catch {
		// A page without a secure connection may not write there: the address can be copied by hand.
		told.replaceChildren(by_menu, element("input", { type: "text", readonly: true, value: url, "aria-label": __("Address to copy") }));
	}
}

/** The address that the page's own button shares. */
const own_address = () => by_id("share")?.dataset.url;

function told_beside(button) {
	const next = button.nextElementSibling;
	if (next?.classList.contains("shared")) return next;
	const told = element("p", { class: "hint shared", role: "status" });
	button.after(told);
	return told;
}
