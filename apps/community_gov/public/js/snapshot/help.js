// Asking for help by a household's code (#h=…), and following a request by its own (#r=…); codes stay behind the #.
import { keep_record } from "./records";
import { minute_of, span_of } from "./formats";
import { behind_hash, keep_hash, on_submit, open_by_hash, sender, show_receipt, show_status, take } from "./forms";
import { __, by_id, data, element, get, say } from "./page";
import { card, facts, RATINGS, rating_buttons } from "./parts";

export function start_help() {
	on_submit("help-track", () => follow(by_id("code").value));
	on_submit("ask", send);
	open_by_hash(open_page);
}

function open_page() {
	const { h: home, r: request } = behind_hash();
	say("problem", "");
	by_id("asked").hidden = true;
	by_id("ask").hidden = !home;
	by_id("help-track").hidden = Boolean(home);
	by_id("status").hidden = true;
	if (home) show_home(home);
	else if (request) follow(request);
}

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

const ask = sender("send-help", "public_help.ask", "asked", ({ tracking_code }) =>
	show_receipt("ask", "help", "asked", tracking_code)
);

function send() {
	const need = by_id("need").value.trim();
	const help_kind = chosen_kind();
	say("problem", "");
	if (!help_kind) return say("problem", __("Choose the kind of help."));
	if (!need) return say("problem", __("Write in a line what is needed."));
	const values = { code: behind_hash().h, help_kind, need, source: by_id("source").value };
	values.urgent = by_id("urgent").checked ? 1 : 0;
	for (const name of ["contact_name", "mobile"]) values[name] = by_id(name).value.trim() || null;
	return ask(values);
}

const follow = (code) =>
	show_status(code, __("Enter the code of your request."), async (plain) => {
		const status = await get("public_help.track", { code: plain });
		const services = await get("public_help.services", { code: plain });
		keep_hash(`#r=${plain}`);
		keep_record({ kind: "help", code: plain });
		return [overview(status), voice(status, plain), ...services.map((row) => hours_of(row, plain))];
	});

function overview(status) {
	const rows = [
		[__("Stage"), data.help_stages[status.stage]],
		[__("Raised At"), minute_of(status.raised_at)],
		[__("Claimed At"), minute_of(status.claimed_at)],
		[__("Served At"), minute_of(status.served_at)],
		[__("What Was Done"), status.result],
		[__("Your rating"), status.rating && RATINGS[status.rating]()],
	];
	return card(status.kind, facts(rows));
}

function voice(status, code) {
	if (!status.may_confirm) return null;
	const comment = element("textarea", { id: "comment", rows: 2, maxlength: 1000 });
	const confirm = (values) =>
		take("public_help.confirm", { code, ...values, comment: comment.value }, () => follow(code));
	const not_yet = element("button", { type: "button", class: "button wide", id: "not-yet" }, __("It is not done yet"));
	not_yet.addEventListener("click", () => confirm({ helped: 0 }));
	return card(
		__("Were you helped?"),
		element("label", { for: "comment" }, __("A word on it")),
		comment,
		rating_buttons((rating) => confirm({ helped: 1, rating })),
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

function agree(code, service_record, agrees, comment) {
	const values = { code, service_record, agrees, comment: comment.trim() || null };
	say("problem", "");
	if (!agrees && !values.comment) return say("problem", __("Write what was otherwise."));
	return take("public_help.confirm_service", values, () => follow(code));
}
