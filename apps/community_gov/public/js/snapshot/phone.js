// A browser bound to a telephone number finds what was sent under it, also from another phone.
import { on_submit } from "./forms";
import { day_of } from "./formats";
import { __, by_id, element, post, say } from "./page";
import { address_of_record, keep_record, records } from "./records";
import { show_family, start_family } from "./family";
import { store, stored } from "./storage";

const NAME = "community_gov.binding";
let is_busy = false;

export function start_phone() {
	if (!by_id("phone")) return;
	on_submit("phone-number", () => once(send_code));
	on_submit("phone-code", () => once(bind));
	by_id("phone-other").addEventListener("click", () => show("number"));
	by_id("phone-end").addEventListener("click", () => once(unbind));
	start_family(once, binding, open_by);
	if (stored(NAME)?.binding) once(show_records);
	else show("number");
}

/** Each part of the section alone: number, code, list. */
function show(part) {
	for (const one of ["number", "code", "list"]) by_id(`phone-${one}`).hidden = one !== part;
	say("phone-problem", "");
	if (part === "code") by_id("one-time-code").focus();
}

async function once(work) {
	if (is_busy) return;
	is_busy = true;
	try {
		await work();
	} catch (error) {
		say("phone-problem", error.message);
	} finally {
		is_busy = false;
	}
}

async function send_code() {
	const { seconds } = await post("public_phone.send_code", { mobile: by_id("mobile").value });
	show("code");
	by_id("phone-sent").textContent = __("A code was sent to {0}. It holds for {1} minutes.", [by_id("mobile").value, Math.round(seconds / 60)]);
}

async function bind() {
	const answer = await post("public_phone.bind", { mobile: by_id("mobile").value, code: by_id("one-time-code").value });
	by_id("one-time-code").value = "";
	store(NAME, answer);
	bound = answer;
	await show_records();
}

// Without a store the binding holds for this page.
let bound = null;
const binding = () => (stored(NAME) || bound)?.binding;

async function show_records() {
	let rows;
	try {
		rows = await post("public_phone.records", { binding: binding() });
	} catch (error) {
		show("number");
		throw error;
	}
	show("list");
	by_id("phone-none").hidden = Boolean(rows.length);
	by_id("phone-records").replaceChildren(...rows.map((row) => line_of(row, () => open_record(row))));
	await show_family();
}

/** A record with a button that opens it. */
export function line_of(row, open_it) {
	const open = element("button", { type: "button", class: "button", onclick: () => once(open_it) }, __("Look at it"));
	const words = element("span", {}, row.title, " ", element("span", { class: "hint" }, [row.stage, day_of(row.at)].join(" · ")));
	return element("li", {}, words, open);
}

/** A record that this phone knows is opened by its code; for another one a new code is drawn, which ends the old one. */
const open_record = (row) => open_by(row, () => post("public_phone.new_code", { binding: binding(), kind: row.kind, name: row.name }));

async function open_by({ kind, name, title }, draw) {
	const known = records().find((row) => row.name === name);
	if (!known && !window.confirm(__("A new code is drawn for this record. The old one on your receipt ends."))) return;
	const code = known?.code || (await draw()).code;
	keep_record({ kind, code, title, name });
	location.assign(address_of_record({ kind, code }));
}

async function unbind() {
	await post("public_phone.unbind", { binding: binding() });
	store(NAME, null);
	bound = null;
	show("number");
}
