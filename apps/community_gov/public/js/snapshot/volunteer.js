// Registering as a volunteer, and following the registration by its code (#r=…), which stays behind the #.
import { __, by_id, data, element, get, new_key, post, say } from "./page";
import { grouped_code, minute_of, plain_code } from "./formats";

const WEEKDAYS = {
	Monday: () => __("Monday"),
	Tuesday: () => __("Tuesday"),
	Wednesday: () => __("Wednesday"),
	Thursday: () => __("Thursday"),
	Friday: () => __("Friday"),
	Saturday: () => __("Saturday"),
	Sunday: () => __("Sunday"),
};
const TEXTS = ["full_name", "mobile", "grid", "age_group", "note"];
const TICKS = ["is_party_member", "consents"];

export function start_volunteer() {
	by_id("volunteer-track").addEventListener("submit", (event) => {
		event.preventDefault();
		follow(by_id("code").value);
	});
	by_id("volunteer").addEventListener("submit", (event) => {
		event.preventDefault();
		send();
	});
	by_id("age_group").addEventListener("change", show_guardian);
	window.addEventListener("hashchange", open_page);
	open_page();
}

function open_page() {
	const code = new URLSearchParams(location.hash.slice(1)).get("r");
	say("problem", "");
	by_id("registered").hidden = true;
	by_id("volunteer").hidden = Boolean(code);
	if (code) follow(code);
	else show_form();
}

const of_age = () => by_id("age_group").value === "Adult";

function show_guardian() {
	by_id("guardian").hidden = of_age();
}

async function show_form() {
	try {
		const place = new URLSearchParams(location.search).get("place");
		const { places, skills, languages, consent } = await get("public_volunteer.form", { place });
		by_id("grid").replaceChildren(...places.map(({ code, name }) => element("option", { value: code }, name)));
		by_id("skills").replaceChildren(...skills.map(chip));
		by_id("languages").replaceChildren(...languages.map(chip));
		const days = Object.entries(WEEKDAYS).map(([name, title]) => chip({ name, title: title() }));
		by_id("weekdays").replaceChildren(...days);
		by_id("consent-words").textContent = consent ? consent.text : "";
		by_id("volunteer").hidden = !consent;
		if (!consent) say("problem", __("Registering is not open yet. Ask your community."));
	} catch (error) {
		by_id("volunteer").hidden = true;
		say("problem", error.message);
	}
}

function chip({ name, title }) {
	const button = element("button", { type: "button", class: "kind", "aria-pressed": "false" }, title);
	button.dataset.name = name;
	button.addEventListener("click", () => {
		button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
	});
	return button;
}

const chosen = (id) => [...by_id(id).querySelectorAll("[aria-pressed=true]")].map((button) => button.dataset.name);

function written() {
	const values = {};
	for (const name of TEXTS) values[name] = by_id(name).value.trim() || null;
	for (const name of TICKS) values[name] = by_id(name).checked ? 1 : 0;
	if (!of_age()) {
		for (const name of ["guardian_name", "guardian_mobile"]) values[name] = by_id(name).value.trim() || null;
		values.guardian_consents = by_id("guardian_consents").checked ? 1 : 0;
	}
	const [from_time, until_time] = [by_id("from_time").value, by_id("until_time").value];
	const availability = chosen("weekdays").map((weekday) => ({ weekday, from_time, until_time }));
	return { ...values, skills: chosen("skills"), languages: chosen("languages"), availability };
}

function missing(values) {
	if (!values.full_name) return __("Enter your name.");
	if (!values.mobile) return __("Enter your phone number.");
	if (!values.consents) return __("Read the consent text and agree to it.");
	return "";
}

let key = new_key();

async function send() {
	const values = written();
	const lacking = missing(values);
	say("problem", lacking);
	if (lacking) return;
	by_id("send-volunteer").disabled = true;
	try {
		const answer = await post("public_volunteer.register", { ...values, idempotency_key: key });
		key = new_key();
		show_registered(answer.tracking_code);
	} catch (error) {
		say("problem", error.message);
	} finally {
		by_id("send-volunteer").disabled = false;
	}
}

function show_registered(code) {
	by_id("volunteer").hidden = true;
	by_id("volunteer-code").textContent = grouped_code(code);
	by_id("follow-volunteer").href = `#r=${code}`;
	by_id("registered").hidden = false;
	by_id("registered").focus();
}

async function follow(code) {
	const plain = plain_code(code);
	say("problem", plain ? "" : __("Enter the code of your registration."));
	if (!plain) return;
	by_id("code").value = plain;
	try {
		const status = await get("public_volunteer.track", { code: plain });
		history.replaceState(null, "", `${location.pathname}${location.search}#r=${plain}`);
		by_id("status").replaceChildren(overview(status, plain));
		by_id("status").hidden = false;
	} catch (error) {
		by_id("status").hidden = true;
		say("problem", error.message);
	}
}

function overview(status, code) {
	const rows = [
		[__("Stage"), data.registration_stages[status.stage]],
		[__("Submitted At"), minute_of(status.submitted_at)],
		[__("Decided At"), minute_of(status.ended_at)],
		[__("Your volunteer number"), status.volunteer],
	].filter(([, value]) => value);
	const list = element("dl", { class: "facts" });
	for (const [name, value] of rows) list.append(element("dt", {}, name), element("dd", {}, value));
	const card = element("section", { class: "card" }, element("h2", {}, __("Your registration")), list);
	if (status.may_withdraw) {
		const button = element("button", { type: "button", class: "button wide", id: "withdraw" }, __("Take it back"));
		button.addEventListener("click", () => withdraw(code));
		card.append(button);
	}
	return card;
}

async function withdraw(code) {
	try {
		await post("public_volunteer.withdraw", { code, idempotency_key: new_key() });
		await follow(code);
	} catch (error) {
		say("problem", error.message);
	}
}
