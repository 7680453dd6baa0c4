// A volunteer's own points: what there is, what may be redeemed, and the codes of what waits to be picked up.
import { __, by_id, element, get, new_key, post, say } from "./page";
import { grouped_code, minute_of } from "./formats";
import { show_consent } from "./consent";

let mine = null;
// Codes that were shown since the page was opened: {redemption: {pickup_code, qr}}; the server keeps none to show again.
const shown = {};

export function start_points() {
	refresh();
	show_consent();
}

async function refresh() {
	say("problem", "");
	try {
		const [own, goods] = await Promise.all([get("redemption.mine"), get("reward.catalogue")]);
		mine = own;
		show(own, goods);
	} catch (error) {
		say("problem", error.message);
	}
}

function show({ balance, held_points, debt, redemptions }, goods) {
	by_id("balance").textContent = balance;
	by_id("debt").textContent = __("{0} points are owed. The next credits settle them first.", [debt]);
	by_id("debt").hidden = !debt;
	by_id("held").textContent = __("{0} more are held for what you redeemed.", [held_points]);
	by_id("held").hidden = !held_points;
	by_id("codes").hidden = !redemptions.length;
	by_id("open-redemptions").replaceChildren(...redemptions.map(waiting));
	by_id("catalogue").replaceChildren(...goods.map(offer));
}

function waiting(row) {
	const cancel = element("button", { type: "button", class: "button wide" }, __("Cancel it"));
	cancel.addEventListener("click", () =>
		send(cancel, () => post("redemption.release", { redemption: row.redemption }))
	);
	return element(
		"section",
		{ class: "card redemption", "data-redemption": row.redemption },
		element("h3", {}, `${row.reward_item} × ${row.left}`),
		element("p", { class: "hint" }, row.approved ? __("Ready to pick up.") : __("A coordinator still has to approve it.")),
		...code_of(row.redemption),
		places(row.shops),
		element("p", { class: "hint" }, __("Held until {0}", [minute_of(row.expires_at)])),
		cancel
	);
}

/** The code and its picture while the page is open; then a button that draws another one. */
function code_of(redemption) {
	const known = shown[redemption];
	if (known) {
		return [
			element("img", { class: "qr", src: known.qr, alt: __("QR code for the counter") }),
			element("output", { class: "code" }, grouped_code(known.pickup_code)),
			element("p", { class: "hint" }, __("Keep this code: it is shown once. You can draw a new one here.")),
		];
	}
	const button = element("button", { type: "button", class: "button primary wide" }, __("Show a new code"));
	const idempotency_key = new_key();
	button.addEventListener("click", () =>
		send(button, async () => {
			shown[redemption] = await post("redemption.new_pickup_code", { redemption, idempotency_key });
		})
	);
	return [element("p", { class: "hint" }, __("A new code ends the one you had.")), button];
}

/** Where to go; without a shop the coordinators hand it over. */
function places(shops) {
	if (!shops.length) return element("p", { class: "hint" }, __("Your coordinator hands it over."));
	const lines = shops.map(({ shop, address, opening_hours }) =>
		element("li", {}, [shop, address, opening_hours].filter(Boolean).join(" · "))
	);
	return element("ul", { class: "shops" }, ...lines);
}

function offer(row) {
	const button = element("button", { type: "button", class: "button primary wide" }, __("Redeem"));
	const why = reason_against(row);
	button.disabled = Boolean(why);
	const idempotency_key = new_key();
	button.addEventListener("click", () =>
		send(button, async () => {
			const request = { volunteer: mine.volunteer, reward_item: row.reward_item, idempotency_key };
			const held = await post("redemption.redeem", request);
			shown[held.redemption] = held;
		})
	);
	return element(
		"section",
		{ class: "card offer", "data-item": row.reward_item },
		row.image ? element("img", { class: "picture", src: row.image, alt: "" }) : null,
		element("h3", {}, row.reward_item),
		element("p", {}, __("{0} points · {1} left", [row.points, row.stock])),
		row.description ? element("p", { class: "hint" }, row.description) : null,
		places(row.shops),
		why ? element("p", { class: "hint why" }, why) : null,
		button
	);
}

function reason_against({ stock, affordable, still_allowed }) {
	if (!stock) return __("None is left now.");
	if (!affordable) return __("Your points are not enough yet.");
	if (still_allowed === 0) return __("You have had as many as one person may have for now.");
	return "";
}

async function send(button, work) {
	button.disabled = true;
	try {
		await work();
		await refresh();
	} catch (error) {
		button.disabled = false;
		say("problem", error.message);
	}
}
