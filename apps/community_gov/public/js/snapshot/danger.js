// While a report is written: the number to call if its words or its kind mean danger. The report goes on as it is.
import { __, by_id, element, get } from "./page";

const WAIT = 500;
const LONGEST = 500;
let timer = null;
let asked = "";

/** Asks once the typing rests, and only about what was not asked before. */
export function watch_danger(words, category) {
	const description = words.trim().slice(0, LONGEST);
	const question = JSON.stringify([description, category]);
	if (question === asked) return;
	asked = question;
	clearTimeout(timer);
	timer = setTimeout(() => ask(question, { description, category }), WAIT);
}

async function ask(question, values) {
	try {
		const found = values.description || values.category ? await get("public.emergency_check", values) : {};
		if (question === asked) tell(found);
	} catch {
		// Asked again with the next word; a report does not wait for the answer.
		if (question === asked) asked = "";
	}
}

function tell({ notice, phone }) {
	const box = by_id("emergency");
	const call = phone && element("a", { href: `tel:${phone}` }, __("Call {0} at once", [phone]));
	box.replaceChildren(...(phone ? [call, ` ${notice}`] : []));
	box.hidden = !phone;
}
