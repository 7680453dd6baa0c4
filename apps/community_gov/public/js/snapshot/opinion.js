// An opinion: sent, followed by its code (#r=…), rated; and what came of a year's.
import { behind_hash, on_submit, open_by_hash, sender, show_receipt, show_status, take } from "./forms";
import { __, by_id, element, get, post } from "./page";
import { card, facts } from "./parts";

const KINDS = {
	Suggestion: () => __("Suggestion"),
	Request: () => __("Request"),
	Question: () => __("Question to us"),
	Complaint: () => __("Complaint"),
	"Report of Wrongdoing": () => __("Report of Wrongdoing"),
	Praise: () => __("Praise"),
};

export function start_opinion() {
	by_id("opinion-kinds").append(...Object.entries(KINDS).map(kind_choice));
	const receipt = (answer) => show_receipt("opinion", "opinion", "opinion-done", answer.code);
	const send = sender("opinion-send", "public_opinion.send", "opinion-done", receipt);
	on_submit("opinion", () => send(values()));
	on_submit("opinion-track", () => show(by_id("code").value));
	open_by_hash(() => {
		const { r: code } = behind_hash();
		if (code) show(code);
	});
	show_year();
}

function kind_choice([value, label], at) {
	const box = element("input", { type: "radio", name: "kind", value, checked: at === 0 ? "" : null });
	return element("label", { class: "choice" }, box, element("span", {}, label()));
}

const values = () => ({
	text: by_id("opinion-text").value,
	kind: document.querySelector("[name=kind]:checked").value,
	grid: new URLSearchParams(location.search).get("place") || null,
	speaker_name: by_id("opinion-name").value || null,
	mobile: by_id("opinion-mobile").value || null,
});

function show(code) {
	return show_status(code, __("Enter the code of your opinion."), async (plain) => {
		const told = await post("public_opinion.track", { code: plain });
		return [overview(told), told.may_rate && rating(plain)];
	});
}

function overview(told) {
	const joined = told.is_topic ? __("It became part of a topic that is deliberated.") : "";
	return card(told.title, facts([[__("State"), told.stage_title], [__("Sent on"), told.noted_at.slice(0, 10)], [__("Reply"), told.answer], [__("Where to turn"), told.referral], [__("Council"), joined], [__("Your rating"), told.rating]]));
}

function rating(code) {
	const buttons = [1, 2, 3, 4, 5].map((value) =>
		element("button", { type: "button", class: "button", "data-rating": value, onclick: () => take("public_opinion.rate", { code, rating: value }, () => show(code)) }, String(value))
	);
	return card(__("How good is the answer, from 1 to 5?"), element("div", { class: "ratings" }, ...buttons));
}

async function show_year() {
	const told = await get("public_opinion.year").catch(() => null);
	if (!told?.received) return;
	const lines = told.themes.map(({ theme, received, answered, decided }) => {
		const done = decided.length ? __("Decided: {0}", [decided.join(", ")]) : "";
		return element("li", {}, __("{0}: {1} said, {2} answered", [theme, received, answered]), done && element("span", { class: "hint" }, ` ${done}`));
	});
	const sum = __("This year {0} opinions came, {1} were answered.", [told.received, told.answered]);
	by_id("opinion-year").replaceChildren(card(__("You said, we did"), element("p", {}, sum), element("ul", { class: "votes" }, ...lines)));
}
