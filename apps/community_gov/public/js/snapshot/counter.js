// The counter of a shop: the code says what to hand over (#c=… from the volunteer's QR code); it stays behind the #.
import { minute_of, plain_code } from "./formats";
import { behind_hash, keep_hash, on_submit, open_by_hash } from "./forms";
import { __, by_id, element, get, new_key, post, say } from "./page";

export function start_counter() {
	on_submit("counter", () => look(by_id("code").value));
	open_by_hash(() => {
		const { c: code } = behind_hash();
		if (code) look(code);
	});
}

async function look(code) {
	const pickup_code = plain_code(code);
	by_id("code").value = pickup_code;
	by_id("goods").hidden = true;
	say("problem", pickup_code ? "" : __("Enter the pick-up code."));
	if (!pickup_code) return;
	try {
		show(pickup_code, await get("redemption.by_code", { pickup_code }));
	} catch (error) {
		say("problem", error.message);
	}
}

function show(pickup_code, found) {
	const quantity = element("input", { id: "quantity", type: "number", min: 1, max: found.left, value: found.left });
	const idempotency_key = new_key();
	const button = element("button", { type: "button", class: "button primary wide", id: "hand-over" }, __("Hand over"));
	button.addEventListener("click", async () => {
		button.disabled = true;
		const values = { pickup_code, quantity: Number(quantity.value), idempotency_key };
		try {
			done(found, await post("redemption.hand_over", values));
		} catch (error) {
			button.disabled = false;
			say("problem", error.message);
		}
	});
	fill(
		found.image ? element("img", { class: "picture", src: found.image, alt: "" }) : null,
		element("h2", {}, `${found.reward_item} × ${found.left}`),
		element("p", {}, __("For {0}, held until {1}", [found.volunteer, minute_of(found.expires_at)])),
		found.left > 1 ? element("label", { for: "quantity" }, __("How many do you hand over?")) : null,
		found.left > 1 ? quantity : null,
		button
	);
}

function fill(...children) {
	by_id("goods").replaceChildren(...children.filter(Boolean));
	by_id("goods").hidden = false;
}

function done(found, { handed, left }) {
	say("problem", "");
	by_id("code").value = "";
	keep_hash("");
	fill(
		element("span", { class: "icon icon-done", "aria-hidden": "true" }),
		element("h2", { id: "handed" }, __("{0} × {1} handed over.", [found.reward_item, handed])),
		left ? element("p", {}, __("{0} stay held for the volunteer.", [left])) : null
	);
}
