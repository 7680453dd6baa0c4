// The residents' council: votes by a bound phone, notices and objections, sessions ahead, what was decided.
import { on_submit, show_status } from "./forms";
import { grouped_code } from "./formats";
import { __, by_id, element, get, post, say } from "./page";
import { card, facts } from "./parts";
import { start_topics, show_topics } from "./topics";
import { binding, fill, once, prove_link, tried } from "./voice";

const OUTCOMES = {
	Passed: () => __("Passed"),
	"Not Passed": () => __("Not Passed"),
	"Too Few Took Part": () => __("Too Few Took Part"),
	Chosen: () => __("Chosen"),
	Tie: () => __("Tie"),
};
const STAGES = { "On Show": () => __("On Show"), "In Force": () => __("In Force"), Done: () => __("Done") };
const RESULTS = { Open: () => __("Not answered yet"), Upheld: () => __("The objection is right"), Dismissed: () => __("Dismissed") };

export function start_council() {
	on_submit("objection-code", () => show_status(by_id("code").value, __("Enter the code of your objection."), objection));
	start_topics();
	for (const show of [show_polls, show_notices, show_topics, show_sessions, show_outcomes]) tried(show);
}

async function show_polls() {
	if (!binding()) {
		const words = __("Votes are cast under the number that the community has of you. Prove it once on the front page.");
		return by_id("polls").replaceChildren(element("div", { class: "card" }, element("p", {}, words), prove_link("button primary wide")));
	}
	const rows = await post("public_poll.mine", { binding: binding() });
	fill("polls", rows, poll_card, __("There is nothing to vote on for your number now."));
}

function poll_card(poll) {
	const made = card(poll.title);
	made.dataset.poll = poll.poll;
	if (poll.description) made.append(element("p", {}, poll.description));
	const told = [__("Until {0}", [poll.closes_at]), poll.is_secret_ballot ? __("Secret: nobody learns how you vote.") : __("Open: the supervision committee can look up how you voted.")];
	made.append(element("p", { class: "hint" }, told.join(" · ")));
	made.append(...poll.entries.map((entry) => ballot(poll, entry)));
	return made;
}

function ballot(poll, entry) {
	if (entry.has_voted) return element("p", { class: "notice" }, __("{0} has voted.", [entry.label]));
	const name = `choice-${poll.poll}-${entry.entry}`;
	const several = poll.kind === "Selection" && poll.max_choices > 1;
	const boxes = poll.options.map((option) => choice(option, name, several));
	const legend = several ? __("{0}: choose up to {1}", [entry.label, poll.max_choices]) : entry.label;
	const send = element("button", { type: "button", class: "button primary wide" }, __("Cast the vote"));
	const made = element("fieldset", { class: "ballot" }, element("legend", {}, legend), ...boxes, send);
	send.addEventListener("click", () => once(() => cast(poll, entry, made)));
	return made;
}

function choice({ number, text, detail, cost }, name, several) {
	const box = element("input", { type: several ? "checkbox" : "radio", name, value: number, "data-text": text });
	const hint = [detail, cost ? __("Cost: {0} yuan", [cost]) : ""].filter(Boolean).join(" · ");
	return element("label", { class: "choice" }, box, element("span", {}, text, hint && element("span", { class: "hint" }, ` ${hint}`)));
}

async function cast(poll, entry, made) {
	const chosen = [...made.querySelectorAll("input:checked")];
	if (!chosen.length) return say("problem", __("Choose an option first."));
	say("problem", "");
	const words = chosen.map((box) => box.dataset.text).join(", ");
	if (!window.confirm(__("Vote of {0}: {1}. It cannot be changed afterwards.", [entry.label, words]))) return;
	const choices = chosen.map((box) => Number(box.value));
	await post("public_poll.cast", { binding: binding(), poll: poll.poll, entry: entry.entry, choices });
	say("told", __("Your vote has been cast."));
	await show_polls();
}

async function show_notices() {
	fill("notices", await get("public_notice.shown"), notice_card, __("Nothing is on show now."));
}

function notice_card(notice) {
	const made = card(notice.title, element("p", { class: "long" }, notice.body));
	made.dataset.notice = notice.notice;
	for (const { text, corrected_at } of notice.corrections) {
		made.append(element("p", { class: "notice" }, __("Corrected on {0}: {1}", [corrected_at.slice(0, 10), text])));
	}
	made.append(facts([[__("Place"), notice.place], [__("On Show since"), notice.shown_on], [__("On Show until"), notice.ends_at.slice(0, 10)]]));
	if (notice.takes_objections) made.append(objection_form(notice));
	return made;
}

function objection_form({ notice }) {
	const text = element("textarea", { rows: 3, maxlength: 5000, "aria-label": __("What is wrong, and why") });
	const hide = element("input", { type: "checkbox" });
	const send = element("button", { type: "button", class: "button wide" }, __("Send the objection"));
	const parts = binding()
		? [text, element("label", { class: "choice" }, hide, element("span", {}, __("Do not show my name"))), send]
		: [element("p", { class: "hint" }, __("Prove your mobile number on the front page first.")), prove_link()];
	send.addEventListener("click", () => once(() => object_to(notice, text, hide)));
	return element("details", {}, element("summary", {}, __("Object to it")), ...parts);
}

async function object_to(notice, text, hide) {
	const { code } = await post("public_notice.object", { binding: binding(), notice, text: text.value, hide_name: hide.checked });
	text.value = "";
	say("problem", "");
	say("told", __("Your objection has arrived. Its code, told only here: {0}", [grouped_code(code)]));
}

async function objection(code) {
	const told = await post("public_notice.objection", { code });
	return [facts([[__("Objection"), told.text], [__("Result"), RESULTS[told.result]()], [__("Reply"), told.reply]])];
}

async function show_sessions() {
	const draw = (row) =>
		card(row.title, element("p", { class: "long" }, row.agenda), facts([[__("Time"), row.begins_at], [__("Place"), row.place], [__("Area"), row.area]]));
	fill("sessions", await get("public_council.agenda"), draw, __("No session is called now."));
}

async function show_outcomes() {
	const [resolutions, polls] = await Promise.all([get("public_council.outcomes"), get("public_poll.results")]);
	const made = [...resolutions.map(resolution_card), ...polls.map(result_card)];
	fill("outcomes", made, (one) => one, __("Nothing was decided within a year."));
}

function resolution_card(row) {
	const made = card(row.title, element("p", { class: "long" }, row.text));
	if (row.dissent) made.append(element("p", { class: "hint" }, __("Others thought: {0}", [row.dissent])));
	const votes = __("{0} for, {1} against, {2} abstained", [row.votes_for, row.votes_against, row.abstentions]);
	const tasks = row.tasks ? __("{0} of {1} tasks are done", [row.tasks_done, row.tasks]) : "";
	made.append(facts([[__("Stage"), STAGES[row.stage]()], [__("Votes"), votes], [__("To be done"), tasks], [__("Decided on"), row.decided_on], [__("Area"), row.area]]));
	return made;
}

function result_card(row) {
	const lines = row.options.map(({ text, votes, is_taken }) =>
		element("li", {}, is_taken ? "✓ " : "", text, votes === null ? "" : ` ${votes}`)
	);
	const turnout = __("{0} of {1} took part", [row.took_part, row.roll_entries]);
	return card(row.title, facts([[__("Result"), OUTCOMES[row.outcome]()], [__("Turnout"), turnout], [__("Confirmed on"), row.confirmed_on], [__("Area"), row.place]]), element("ul", { class: "votes" }, ...lines));
}
