// While a report is written: the number to call if its words or its kind mean danger. The report goes on as it is.
// The words come with the page: a phone without a network shows the number, too.
import { danger_in } from "./formats";
import { __, by_id, data, element } from "./page";

export function watch_danger(words, kind) {
	tell(kind?.danger || danger_in(words, data.dangers) || {});
}

function tell({ notice, phone }) {
	const box = by_id("emergency");
	const call = phone && element("a", { href: `tel:${phone}` }, __("Call {0} at once", [phone]));
	box.replaceChildren(...(phone ? [call, ` ${notice}`] : []));
	box.hidden = !phone;
}
