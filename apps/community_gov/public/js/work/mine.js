// Me: my reports, assessments, training, points; what this phone keeps; signing out.
import { __, data, element } from "../snapshot/page";
import { in_wechat, out_of_it } from "../snapshot/webview";
import { get } from "./api";
import * as outbox from "./outbox";
import { confirm_panel } from "./panel";
import { button, empty, failure, loading } from "./parts";
import { household_card } from "./stewards";
import * as store from "./store";

export async function show_mine(box, app) {
	box.replaceChildren(loading());
	const own = element("div", {}, loading());
	box.replaceChildren(own, phone_card(), language_link(), button(__("Sign out"), () => sign_out().catch((error) => own.prepend(failure(error, sign_out)))));
	try {
		const [mine, households] = await Promise.all([get("work.mine"), get("steward.mine")]);
		own.replaceChildren(...cards_of(mine, app), ...[household_card(households)].filter(Boolean));
	} catch (error) {
		own.replaceChildren(failure(error, () => show_mine(box, app)));
	}
}

function cards_of(mine, app) {
	const { assessments, training_hours, sessions, volunteer } = mine;
	return [
		element("h2", { class: "list-title" }, mine.full_name),
		card(__("My reports"), mine.reports.map((row) => report_line(row, app)), __("No reports yet.")),
		assessments.length ? card(__("My assessments"), assessments.map(({ month, score, grade }) => line(month, __("{0} points", [score]), grade ? __("grade {0}", [data.grades[grade]]) : ""))) : null,
		training_hours === null ? null : card(__("Training"), [line(__("{0} hours this year", [training_hours])), ...sessions.map(({ begins_at, topic, place }) => line(begins_at, topic, place))]),
		volunteer ? card(__("Volunteering"), [line(__("{0} points", [volunteer.points]), __("{0} hours of service", [volunteer.hours]))]) : null,
	].filter(Boolean);
}

const card = (title, rows, none) => element("section", { class: "card" }, element("h2", {}, title), rows.length ? element("ul", { class: "lines" }, ...rows) : empty(none));

const line = (...words) => element("li", {}, words.filter(Boolean).join(" · "));

function report_line({ case: name, title, stage, reported_at }, { open }) {
	const show = () => open({ doctype: "Case", name, task: stage, stage, title });
	const words = [data.stages[stage], reported_at.slice(5)].join(" · ");
	return element("li", {}, element("button", { type: "button", class: "line-button", onclick: show }, element("strong", {}, title), " ", element("span", { class: "hint" }, words)));
}

function phone_card() {
	const input = element("input", { type: "checkbox", id: "keep" });
	input.checked = store.keeps();
	input.addEventListener("change", () => switch_keeping(input));
	return element(
		"section",
		{ class: "card" },
		element("h2", {}, __("On this phone")),
		element("label", { class: "check" }, input, __("Keep what is not sent yet")),
		element("p", { class: "hint" }, __("Reports and answers that wait for a network are kept here, for this account only. Switched off, they are lost when the page is closed.")),
		stays_open() ? "" : element("p", { class: "notice warning", id: "no-frame" }, `${__("Without a network this page does not open here again.")} ${out_of_it()}`)
	);
}

/** A web view keeps no page: whoever goes where there is no network opens it in the phone's browser, and may put it on the home screen. */
const stays_open = () => Boolean(navigator.serviceWorker) && !in_wechat();

async function switch_keeping(input) {
	if (input.checked) return store.set_keeps(true);
	const left = await outbox.rows();
	const text = __("{0} things are not sent yet. They stay until the page is closed.", [left.length]);
	if (left.length && !(await confirm_panel(__("Keep nothing on this phone?"), text, __("Keep nothing")))) {
		input.checked = true;
		return;
	}
	store.set_keeps(false);
	// What was stored so far goes into the memory of the page.
	for (const row of left) {
		await store.remove(row.id);
		await store.put(row);
	}
}

const language_link = () => {
	const is_chinese = data.lang.startsWith("zh");
	return element("a", { class: "button wide", href: is_chinese ? "/work?_lang=en#mine" : "/work?_lang=zh#mine", lang: is_chinese ? "en" : "zh" }, is_chinese ? "English" : "中文");
};

async function sign_out() {
	const left = await outbox.rows();
	const text = __("{0} things are not sent yet. They stay on this phone and are sent when you sign in here again; nobody else sees them.", [left.length]);
	if (left.length && !(await confirm_panel(__("Sign out?"), text, __("Sign out")))) return;
	await post_logout();
	store.forget_known();
	location.replace("/login?redirect-to=/work");
}

/** Frappe's own endpoint, under its own name; a token that another request has just replaced is asked for once more. */
async function post_logout() {
	for (let tried = 0; tried < 2; tried++) {
		const { csrf_token } = await get("work.csrf_token");
		const headers = { "X-Frappe-CSRF-Token": csrf_token, Accept: "application/json" };
		if ((await fetch("/api/method/logout", { method: "POST", headers })).ok) return;
	}
	throw new Error(__("You are still signed in. Try again."));
}

