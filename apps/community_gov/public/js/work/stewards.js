// The households of a red steward, and what is heard there, noted as an opinion without the household.
import { __, element, new_key } from "../snapshot/page";
import { post } from "./api";
import { button, field, notice, show_notice, toast } from "./parts";

/** A card with the households in the own care; null for whoever has none. */
export function household_card(rows) {
	if (!rows.length) return null;
	const lines = rows.map(({ title, household, since }) => element("li", {}, `${title || household} · ${__("since {0}", [since])}`));
	return element("section", { class: "card", id: "my-households" }, element("h2", {}, __("My households: {0}", [rows.length])), element("ul", { class: "lines" }, ...lines), noting(rows));
}

function noting(rows) {
	const options = rows.map(({ row, title, household }) => element("option", { value: row }, title || household));
	const where = field(__("At which household"), "select", {}, ...options);
	const text = field(__("What you heard"), "textarea", { rows: 3, maxlength: 2000 });
	const problem = notice();
	let key = new_key();
	const send = button(__("Note it as an opinion"), async () => {
		send.disabled = true;
		show_notice(problem, "");
		try {
			await post("steward.note", { steward_household: where.input.value, text: text.input.value, idempotency_key: key });
			[text.input.value, key] = ["", new_key()];
			toast(__("Noted. The household is not named in it."));
		} catch (error) {
			show_notice(problem, error.message);
			if (error.status) key = new_key();
		}
		send.disabled = false;
	});
	return element("details", {}, element("summary", {}, __("Note what I heard")), where.node, text.node, problem, send);
}
