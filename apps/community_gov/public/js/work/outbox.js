// What was written and has to be sent: in order, each once, also when the network comes back later.
import { new_key } from "../snapshot/page";
import { Unanswered, forget_token, get, post } from "./api";
import { WAITING, after_attempt, again, next_to_send, sent_values, wait_after } from "./outbox_rules";
import * as store from "./store";

const LOCK = "community_gov.work.send";
const state = { account: null, is_verified: false, is_sending: false, timer: null, listeners: [], waiting: new Map(), tries: 0 };

/**
 * `listener` gets the rows whenever they change; `signed_out` is called when the account is not the one of the rows; `delivered` gets a row and
 * its answer; `site_clock` says which time of the site a moment of the phone (ms) is, or nothing.
 */
export function start(listener, { signed_out, delivered, site_clock }) {
	state.listeners.push(listener);
	Object.assign(state, { signed_out, delivered, site_clock });
	window.addEventListener("online", () => flush());
	document.addEventListener("visibilitychange", () => document.hidden || flush());
}

/** Rows are those of this account; nothing is sent before the server has named it. */
export async function use_account(account, is_verified) {
	Object.assign(state, { account, is_verified });
	await changed();
	if (is_verified) flush();
}

export const rows = async () => (await store.rows_of(state.account)).filter((row) => row.state !== "draft");

async function changed() {
	const all = await rows();
	for (const listener of state.listeners) listener(all);
}

/**
 * Keeps what was written and sends it. Resolves to {answer}, {refused: message, row} or {later: message, row}.
 * `row` holds title, method, values, photos [{name, type, bytes, field}], about {doctype, name}, id where it takes another's place, and
 * `needs`, the key of a row that has to arrive before.
 */
export async function write(row) {
	const written_at = row.written_at || Date.now();
	const kept = await store.put({
		...row,
		account: state.account,
		key: row.key || new_key(),
		state: WAITING,
		tries: 0,
		written_at,
		happened_at: row.happened_at || state.site_clock(written_at),
	});
	await changed();
	const outcome = new Promise((resolve) => state.waiting.set(kept.id, resolve));
	flush();
	return outcome;
}

/** Tells everybody of the rows as they are now. */
export const refresh = () => changed();

/** Deletes a row, and those that need it. */
export async function drop(id) {
	const all = await rows();
	const { key } = all.find((row) => row.id === id) || {};
	for (const row of all.filter((one) => one.id === id || (key && one.needs === key))) await store.remove(row.id);
	await changed();
}

export async function retry(row) {
	await store.put(row.state === WAITING ? row : again(row, new_key()));
	await changed();
	await flush();
}

/** Sends what waits, one after the other, in one page at a time. */
export async function flush() {
	if (state.is_sending || !state.account) return;
	state.is_sending = true;
	clearTimeout(state.timer);
	let is_through = false;
	try {
		is_through = await with_lock(send_all);
	} finally {
		state.is_sending = false;
		await settle_rest();
	}
	// Written while the last one was on its way.
	if (is_through && (await next())) flush();
}

/** Another page of this phone that sends at the moment goes first. */
function with_lock(work) {
	if (!navigator.locks) return work();
	return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
		if (lock) return work();
		state.timer = setTimeout(flush, wait_after(1));
		return false;
	});
}

async function send_all() {
	for (let row = await next(); row; row = await next()) {
		if (!(await send_one(row))) return false;
	}
	state.tries = 0;
	return true;
}

const next = async () => next_to_send(await store.rows_of(state.account), state.account);

/** Sends a row; false where the others have to wait. */
async function send_one(row) {
	try {
		if (!state.is_verified) await verify();
		const answer = await deliver(row);
		state.delivered(row, answer);
		await store.remove(row.id);
		tell(row.id, { answer, row });
		await changed();
		return true;
	} catch (error) {
		if (!(error instanceof Unanswered)) throw error;
		return note(row, error);
	}
}

async function deliver(row) {
	const files = (row.photos || []).map(({ name, type, bytes, field = "photos" }) => ({
		field,
		name,
		blob: new Blob([bytes], { type }),
	}));
	const values = sent_values(row);
	try {
		return await post(row.method, values, files);
	} catch (error) {
		if (error.outcome !== "token") throw error;
		// Signed in anew meanwhile, perhaps as somebody else.
		forget_token();
		await verify();
		return post(row.method, values, files);
	}
}

async function verify() {
	const { account } = await get("work.home");
	if (account !== state.account) throw new Unanswered("signed_out", 403, "");
	state.is_verified = true;
}

async function note(row, error) {
	// 403 is said to a guest, too: only the server knows whether somebody is signed in.
	const outcome = error.status === 403 ? await outcome_of_403() : error.outcome;
	if (outcome === "signed_out") {
		state.is_verified = false;
		state.signed_out?.();
	}
	const later = await store.put(after_attempt(row, outcome, error.message, error.status));
	await changed();
	if (outcome === "refused") {
		tell(row.id, { refused: error.message, status: error.status, row: later });
		return true;
	}
	state.tries += 1;
	if (outcome !== "signed_out") state.timer = setTimeout(flush, wait_after(state.tries));
	return false;
}

async function outcome_of_403() {
	try {
		await verify();
		return "refused";
	} catch (error) {
		return error.status === 403 ? "signed_out" : error.outcome;
	}
}

function tell(id, outcome) {
	state.waiting.get(id)?.(outcome);
	state.waiting.delete(id);
}

/** Whoever waits for a row that was not sent learns that it stays here. */
async function settle_rest() {
	for (const row of await store.rows_of(state.account)) tell(row.id, { later: row.message || "", row });
}
