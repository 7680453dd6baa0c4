// What public forms do alike: sending once, showing the code of a receipt, and what is found by a code.
import { Attempts, tell_first } from "./attempts";
import { grouped_code, plain_code } from "./formats";
import { by_id, new_key, post, say } from "./page";
import { keep_record } from "./records";

export function on_submit(form, work) {
	by_id(form).addEventListener("submit", (event) => {
		event.preventDefault();
		work();
	});
}

/** What a scanned address says behind its #, by name; the server never sees it. */
export const behind_hash = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

/** Keeps an address that opens the page again; without a hash the code is gone from it. */
export const keep_hash = (hash) => history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);

/** Calls `open` now and whenever another code is scanned. */
export function open_by_hash(open) {
	window.addEventListener("hashchange", open);
	open();
}

/** Sends a form once however often it is tried: its key stays until there is an answer, or another content. */
export function sender(button, method, receipt, done) {
	const attempts = new Attempts(method);
	let key = null;
	let content = null;
	return async (values) => {
		by_id(button).disabled = true;
		if (content !== JSON.stringify(values)) [key, content] = [new_key(), JSON.stringify(values)];
		try {
			const first = await attempts.arrived(key);
			done(first || (await post(method, { ...values, idempotency_key: key })));
			if (first) tell_first(receipt);
			content = null;
		} catch (error) {
			attempts.lost(key);
			say("problem", error.message);
		} finally {
			by_id(button).disabled = false;
		}
	};
}

/** The receipt `done` instead of the form: its code, and the link that follows it. */
export function show_receipt(form, name, done, code) {
	by_id(form).hidden = true;
	keep_record({ kind: name, code });
	by_id(`${name}-code`).textContent = grouped_code(code);
	by_id(`follow-${name}`).href = `#r=${code}`;
	by_id(done).hidden = false;
	by_id(done).focus();
}

/** Shows what `load` makes of a typed code, or why there is nothing; `none` says that no code was typed. */
export async function show_status(code, none, load) {
	const plain = plain_code(code);
	say("problem", plain ? "" : none);
	if (!plain) return;
	by_id("code").value = plain;
	try {
		by_id("status").replaceChildren(...(await load(plain)).filter(Boolean));
		by_id("status").hidden = false;
	} catch (error) {
		by_id("status").hidden = true;
		say("problem", error.message);
	}
}

let is_taking = false;

/** Sends a step of what is shown, and shows it anew; a second tap meanwhile is none. */
export async function take(method, values, show) {
	if (is_taking) return;
	is_taking = true;
	try {
		await post(method, { ...values, idempotency_key: new_key() });
		await show();
	} catch (error) {
		say("problem", error.message);
	} finally {
		is_taking = false;
	}
}
