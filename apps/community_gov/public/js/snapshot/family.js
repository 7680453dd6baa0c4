// Family proxies: a relative's records on this phone, with the relative's word by a code; who may act for me; either side ends it.
import { day_of, minute_of } from "./formats";
import { on_submit } from "./forms";
import { __, by_id, element, post, say } from "./page";
import { line_of } from "./phone";

// Set by the page of the number: runs one thing at a time, tells the binding, opens a record by a code that is drawn.
let tools = null;
/** As the form of the page calls it. */
const relation_words = (relation) => [...by_id("family-relation").options].find(({ value }) => value === relation)?.text || "";

export function start_family(once, binding, open_by) {
	if (!by_id("family")) return;
	tools = { once, binding, open_by };
	on_submit("family-ask", () => once(ask));
	on_submit("family-code", () => once(confirm));
}

export async function show_family() {
	const { acts_for, granted } = await post("public_proxy.mine", { binding: tools.binding() });
	by_id("family-records").hidden = true;
	by_id("family-code").hidden = true;
	by_id("family-ask").hidden = false;
	by_id("family-acts").replaceChildren(...acts_for.map(acts_line));
	by_id("family-granted").replaceChildren(...granted.map(granted_line));
}

const until = ({ relation, ends_on }) => element("span", { class: "hint" }, [relation_words(relation), __("until {0}", [day_of(ends_on)])].join(" · "));
const button = (label, work) => element("button", { type: "button", class: "button", onclick: () => tools.once(work) }, label);

function acts_line(row) {
	const look = button(__("See the records"), () => show_records(row));
	return element("li", {}, element("span", {}, __("I act for {0}", [row.who]), " ", until(row)), look, button(__("End the proxy"), () => end(row)));
}

function granted_line(row) {
	return element("li", {}, element("span", {}, __("{0} acts for me", [row.who]), " ", until(row)), button(__("End the proxy"), () => end(row)));
}

async function end({ proxy }) {
	if (!window.confirm(__("The proxy ends at once. Press OK to go on."))) return;
	await post("public_proxy.end", { binding: tools.binding(), proxy });
	await show_family();
}

async function show_records({ proxy, who }) {
	const { records, bookings, points } = await post("public_proxy.records", { binding: tools.binding(), proxy });
	const draw = ({ kind, name }) => post("public_proxy.new_code", { binding: tools.binding(), proxy, kind, name });
	const rows = records.map((row) => line_of(row, () => tools.open_by(row, () => draw(row))));
	const booked = bookings.map(({ title, starts_at, place }) => element("li", {}, [title, minute_of(starts_at), place].filter(Boolean).join(" · ")));
	const box = by_id("family-records");
	box.hidden = false;
	box.replaceChildren(
		element("h3", { tabindex: "-1" }, __("Records of {0}", [who])),
		rows.length ? element("ul", { class: "records" }, ...rows) : element("p", { class: "hint" }, __("Nothing was sent within twelve months.")),
		booked.length ? element("ul", { class: "records" }, ...booked) : "",
		points ? element("p", {}, __("Points: {0}, of which {1} are held", [points.balance, points.held])) : ""
	);
	box.querySelector("h3").focus();
}

async function ask() {
	const mobile = by_id("family-mobile").value;
	const { seconds } = await post("public_proxy.ask", { binding: tools.binding(), mobile });
	by_id("family-ask").hidden = true;
	by_id("family-code").hidden = false;
	by_id("family-sent").textContent = __("A code went to {0} and says what it permits. It holds for {1} minutes.", [mobile, Math.round(seconds / 60)]);
	by_id("family-digits").focus();
}

async function confirm() {
	const values = { mobile: by_id("family-mobile").value, code: by_id("family-digits").value, relation: by_id("family-relation").value, months: by_id("family-months").value };
	await post("public_proxy.confirm", { binding: tools.binding(), ...values });
	by_id("family-digits").value = by_id("family-mobile").value = "";
	say("phone-problem", "");
	await show_family();
}
