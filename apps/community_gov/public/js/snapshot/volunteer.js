// Registering as a volunteer, and following the registration by its code (#r=…), which stays behind the #.
import { keep_record } from "./records";
import { minute_of } from "./formats";
import { behind_hash, keep_hash, on_submit, open_by_hash, sender, show_receipt, show_status, take } from "./forms";
import { __, by_id, data, element, get, say } from "./page";
import { card, facts } from "./parts";

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
	on_submit("volunteer-track", () => follow(by_id("code").value));
	on_submit("volunteer", send);
	by_id("age_group").addEventListener("change", show_guardian);
	open_by_hash(open_page);
}

function open_page() {
	const { r: code } = behind_hash();
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

const register = sender("send-volunteer", "public_volunteer.register", "registered", ({ tracking_code }) =>
	show_receipt("volunteer", "volunteer", "registered", tracking_code)
);

function send() {
	const values = written();
	const lacking = missing(values);
	say("problem", lacking);
	if (!lacking) register(values);
}

const follow = (code) =>
	show_status(code, __("Enter the code of your registration."), async (plain) => {
		const status = await get("public_volunteer.track", { code: plain });
		keep_hash(`#r=${plain}`);
		keep_record({ kind: "volunteer", code: plain });
		return [overview(status, plain)];
	});

function overview(status, code) {
	const rows = [
		[__("Stage"), data.registration_stages[status.stage]],
		[__("Submitted At"), minute_of(status.submitted_at)],
		[__("Decided At"), minute_of(status.ended_at)],
		[__("Your volunteer number"), status.volunteer],
	];
	return card(__("Your registration"), facts(rows), status.may_withdraw ? withdraw_button(code) : null);
}

function withdraw_button(code) {
	const withdraw = () => take("public_volunteer.withdraw", { code }, () => follow(code));
	const attributes = { type: "button", class: "button wide", id: "withdraw", onclick: withdraw };
	return element("button", attributes, __("Take it back"));
}
