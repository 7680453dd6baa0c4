// Policy lectures: seats by a bound phone, questions and their answers, feedback with the code of the room.
import { __, element, get, new_key, post } from "./page";
import { card, facts } from "./parts";
import { binding, button, fill, prove_link, stars, tell, tried } from "./voice";

export function start_lectures() {
	tried(show_ahead);
	tried(show_held);
}

async function show_ahead() {
	const rows = await get("public_lecture.ahead");
	const taken = binding() ? await Promise.all(rows.map((row) => post("public_lecture.seat", { binding: binding(), lecture: row.lecture }))) : [];
	const seats = new Map(taken.map(({ lecture, has_seat }) => [lecture, has_seat]));
	fill("lectures-ahead", rows, (row) => lecture_card(row, seat_part(row, seats.get(row.lecture)), question_form(row)), __("No lecture is announced now."));
}

async function show_held() {
	const rows = await get("public_lecture.held");
	fill("lectures-held", rows, (row) => lecture_card(row, ...outcome(row)), __("No lecture was held within a year."));
}

function lecture_card(row, ...parts) {
	const policy = [row.policy_title, row.policy_number, row.issued_by].filter(Boolean).join(" · ");
	const rows = [
		[__("Time"), `${row.begins_at} – ${row.ends_at.slice(11)}`],
		[__("Place"), row.place],
		[__("Area"), row.area],
		[__("Speaker"), row.speaker],
		[__("For whom"), row.audience],
		[__("Policy"), policy],
	];
	const made = card(row.title, facts(rows));
	made.dataset.lecture = row.lecture;
	if (row.policy_link?.startsWith("https://")) {
		made.append(element("p", {}, element("a", { href: row.policy_link, rel: "noopener noreferrer" }, __("Read the text"))));
	}
	made.append(...(row.is_called_off ? [element("p", { class: "notice danger" }, __("This lecture was called off."))] : parts));
	return made;
}

function seat_part({ lecture, free_seats }, has_seat) {
	if (!binding()) return element("p", { class: "hint" }, __("To keep a seat, prove your number first."), " ", prove_link("link"));
	const ask = (endpoint, words) => async () => {
		await post(endpoint, { binding: binding(), lecture });
		tell(words);
		await show_ahead();
	};
	if (has_seat) {
		const give_back = ask("public_lecture.give_seat_back", __("Your seat is free for somebody else."));
		return element("div", {}, element("p", { class: "notice" }, __("A seat is kept for you.")), button(__("I cannot come"), give_back));
	}
	if (free_seats === 0) return element("p", { class: "notice" }, __("All seats are taken."));
	const label = free_seats === null ? __("Keep a seat for me") : __("Keep a seat for me ({0} free)", [free_seats]);
	return button(label, ask("public_lecture.sign_up", __("A seat is kept for you. Just come.")), "button primary wide");
}

function question_form({ lecture }) {
	const text = element("textarea", { rows: 3, maxlength: 2000, "aria-label": __("Your question") });
	let idempotency_key = new_key();
	const send = async () => {
		await post("public_lecture.ask", { lecture, text: text.value, idempotency_key });
		text.value = "";
		idempotency_key = new_key();
		tell(__("Your question has arrived. The answer will stand here."));
	};
	const hint = element("p", { class: "hint" }, __("Nobody learns who asked."));
	return element("details", {}, element("summary", {}, __("Ask a question")), text, hint, button(__("Send the question"), send));
}

function outcome(row) {
	const good = row.feedback_count ? __("{0} of {1} are content", [row.feedback_good, row.feedback_count]) : "";
	const parts = [facts([[__("People present"), row.attendance], [__("Feedback of those present"), good]])];
	for (const { question, answer } of row.answers) {
		parts.push(element("details", {}, element("summary", {}, question), element("p", { class: "long" }, answer)));
	}
	return [...parts, feedback_form(row)];
}

function feedback_form({ lecture, next_topics }) {
	if (!binding()) return element("p", { class: "hint" }, __("To say how it was, prove your number first."), " ", prove_link("link"));
	const code = element("input", { inputmode: "numeric", maxlength: 6, autocomplete: "off", "aria-label": __("Code that was shown in the room") });
	const topics = next_topics.map((topic, index) => {
		const box = element("input", { type: "radio", name: `topic-${lecture}`, value: index + 1 });
		return element("label", { class: "choice" }, box, element("span", {}, topic));
	});
	const made = element(
		"details",
		{},
		element("summary", {}, __("I was there: say how it was")),
		element("p", { class: "hint" }, __("Code that was shown in the room")),
		code
	);
	if (topics.length) made.append(element("fieldset", {}, element("legend", {}, __("What should be next?")), ...topics));
	const rate = async (rating) => {
		const chosen = made.querySelector("input:checked");
		const more = chosen ? { next_topic: Number(chosen.value) } : {};
		await post("public_lecture.feedback", { binding: binding(), lecture, code: code.value, rating, ...more });
		tell(__("Thank you. Nobody learns how you rated."));
	};
	made.append(stars(__("How was it?"), rate));
	return made;
}
