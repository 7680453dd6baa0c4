// Topics of the council: raising one, and wanting one too, with one voice a household.
import { __, by_id, element, get, new_key, post } from "./page";
import { card, facts } from "./parts";
import { binding, button, fill, once, prove_link, tell } from "./voice";

const STAGES = { Sorted: () => __("To be deliberated"), Called: () => __("Session called"), Held: () => __("Session held") };

export function start_topics() {
	let idempotency_key = new_key();
	const raise = async () => {
		const values = { title: by_id("topic-title").value, description: by_id("topic-text").value };
		const { sort_due_at } = await post("public_council.propose", { ...values, idempotency_key });
		by_id("topic-form").reset();
		idempotency_key = new_key();
		tell(__("Thank you. The clerk looks at it until {0}.", [sort_due_at.slice(0, 10)]));
	};
	by_id("topic-form").addEventListener("submit", (event) => {
		event.preventDefault();
		once(raise);
	});
}

export async function show_topics() {
	fill("topics", await get("public_council.topics"), topic_card, __("No topic is under way now."));
}

function topic_card(row) {
	const told = facts([[__("Stage"), STAGES[row.stage]()], [__("Area"), row.area], [__("Supported by"), row.supports]]);
	const made = card(row.title, element("p", { class: "long" }, row.description), told);
	made.dataset.topic = row.topic;
	made.append(binding() ? support_button(row) : element("p", { class: "hint" }, __("To support it, prove your number first."), " ", prove_link("link")));
	return made;
}

const support_button = ({ topic }) =>
	button(__("My household wants this too"), async () => {
		const { supports } = await post("public_council.support", { binding: binding(), topic });
		tell(__("Your voice counts. {0} support it.", [supports]));
		await show_topics();
	});
