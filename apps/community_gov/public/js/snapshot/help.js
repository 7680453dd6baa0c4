// Asking for help by a household's code (#h=…), and following a request by its own (#r=…); codes stay behind the #.
import { __, by_id, data, element, get, new_key, post, say } from "./page";
import { grouped_code, minute_of, plain_code, span_of } from "./formats";

const RATINGS = {
	Satisfied: () => __("Satisfied"),
	"Basically Satisfied": () => __("Basically Satisfied"),
	Dissatisfied: () => __("Dissatisfied"),
};

export function start_help() {
	by_id("help-track").addEventListener("submit", (event) => {
		event.preventDefault();
		follow(by_id("code").value);
	});
	by_id("ask").addEventListener("submit", (event) => {
		event.preventDefault();
		send();
	});
	window.addEventListener("hashchange", open_page);
	open_page();
}

function open_page() {
	const { home, request } = codes();
	say("problem", "");
	by_id("asked").hidden = true;
	by_id("ask").hidden = !home;
	by_id("help-track").hidden = Boolean(home);
	by_id("status").hidden = true;
	if (home) show_home(home);
	else if (request) follow(request);
}

const codes = () => {
	const values = new URLSearchParams(location.hash.slice(1));
	return { home: values.get("h"), request: values.get("r") };
};

async function show_home(code) {
	try {
		const { place, kinds } = await get("public_help.household", { code });
		by_id("home").textContent = place || "";
		by_id("home").hidden = !place;
		by_id("help-kinds").replaceChildren(...kinds.map(kind_button));
	} catch (error) {
		by_id("ask").hidden = true;
		say("problem", error.message);
	}
}

function kind_button({ name, title }) {
	const button = element("button", { type: "button", class: "kind", role: "radio", "aria-checked": "false" }, title);
	button.dataset.kind = name;
	button.addEventListener("click", () => {
		for (const other of by_id("help-kinds").children) other.setAttribute("aria-checked", String(other === button));
	});
	return button;
}

const chosen_kind = () => by_id("help-kinds").querySelector("[aria-checked=true]")?.dataset.kind;

let key = new_key();

async function send() {
	const need = by_id("need").value.trim();
	const help_kind = chosen_kind();
	say("problem", "");
	if (!help_kind) return say("problem", __("Choose the kind of help."));
	if (!need) return say("problem", __("Write in a line what is needed."));
	const values = { code: codes().home, help_kind, need, source: by_id("source").value };
	values.urgent = by_id("urgent").checked ? 1 : 0;
	for (const name of ["contact_name", "mobile"]) values[name] = by_id(name).value.trim() || null;
	by_id("send-help").disabled = true;
	try {
		const answer = await post("public_help.ask", { ...values, idempotency_key: key });
		key = new_key();
		show_asked(answer.tracking_code);
	} catch (error) {
		say("problem", error.message);
	} finally {
		by_id("send-help").disabled = false;
	}
}

function show_asked(code) {
	by_id("ask").hidden = true;
	by_id("help-code").textContent = grouped_code(code);
	by_id("follow-help").href = `#r=${code}`;
	by_id("asked").hidden = false;
	by_id("asked").focus();
}

async function follow(code) {
	const plain = plain_code(code);
	say("problem", plain ? "" : __("Enter the code of your request."));
	if (!plain) return;
	by_id("code").value = plain;
	try {
		const status = await get("public_help.track", { code: plain });
		const services = await get("public_help.services", { code: plain });
		history.replaceState(null, "", `${location.pathname}${location.search}#r=${plain}`);
		by_id("status").replaceChildren(
			...[overview(status), voice(status, plain), ...services.map((row) => hours_of(row, plain))].filter(Boolean)
		);
		by_id("status").hidden = false;
	} catch (error) {
		by_id("status").hidden = true;
		say("problem", error.message);
	}
}

const card = (title, ...children) => element("section", { class: "card" }, element("h2", {}, title), ...children);

function overview(status) {
	const rows = [
		[__("Stage"), data.help_stages[status.stage]],
		[__("Raised At"), minute_of(status.raised_at)],
		[__("Claimed At"), minute_of(status.claimed_at)],
		[__("Served At"), minute_of(status.served_at)],
		[__("What Was Done"), status.result],
		[__("Your rating"), status.rating && RATINGS[status.rating]()],
	].filter(([, value]) => value);
	const list = element("dl", { class: "facts" });
	for (const [name, value] of rows) list.append(element("dt", {}, name), element("dd", {}, value));
	return card(status.kind, list);
}

function voice(status, code) {
	if (!status.may_confirm) return null;
	const comment = element("textarea", { id: "comment", rows: 2, maxlength: 1000 });
	const confirm = (values) => act(code, { ...values, comment: comment.value });
	const ratings = Object.entries(RATINGS).map(([value, name]) =>
		element(
			"button",
			{ type: "button", class: "rate", "data-rating": value, onclick: () => confirm({ helped: 1, rating: value }) },
			element("span", { class: "face", "aria-hidden": "true" }),
			name()
		)
	);
	const not_yet = element("button", { type: "button", class: "button wide", id: "not-yet" }, __("It is not done yet"));
	not_yet.addEventListener("click", () => confirm({ helped: 0 }));
	return card(
		__("Were you helped?"),
		element("label", { for: "comment" }, __("A word on it")),
		comment,
		element("div", { class: "ratings" }, ...ratings),
		not_yet
	);
}

/** What a volunteer entered for this request: the person says whether it was so. */
function hours_of(row, code) {
	const time = span_of(row.started_at, row.ended_at);
	const told = element("p", {}, `${row.volunteer} · ${time} · ${__("{0} hours", [row.hours])}`);
	if (row.stage === "Confirmed") return card(__("Hours of service"), told, element("p", {}, __("Confirmed.")));
	if (!row.may_confirm) return null;
	const comment = element("textarea", { rows: 2, maxlength: 1000, "aria-label": __("What was otherwise?") });
	const say_so = (agrees) => agree(code, row.service_record, agrees, comment.value);
	const button = (label, agrees, look) =>
		element("button", { type: "button", class: `button wide ${look}`, onclick: () => say_so(agrees) }, label);
	return card(
		__("Was it so?"),
		told,
		button(__("Yes, these hours are right"), 1, "primary"),
		element("p", { class: "hint" }, __("If not, write what was otherwise:")),
		comment,
		button(__("No, it was otherwise"), 0, "")
	);
}

async function agree(code, service_record, agrees, comment) {
	const values = { code, service_record, agrees, comment: comment.trim() || null, idempotency_key: new_key() };
	say("problem", "");
	if (!agrees && !values.comment) return say("problem", __("Write what was otherwise."));
	try {
		await post("public_help.confirm_service", values);
		await follow(code);
	} catch (error) {
		say("problem", error.message);
	}
}

async function act(code, values) {
	try {
		await post("public_help.confirm", { code, ...values, idempotency_key: new_key() });
		await follow(code);
	} catch (error) {
		say("problem", error.message);
	}
}
