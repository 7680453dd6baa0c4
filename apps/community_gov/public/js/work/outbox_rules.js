// What becomes of a written thing after each attempt to send it. Knows no document and no store.

export const WAITING = "waiting";
export const REFUSED = "refused";

/** ok, lost (no answer: it may have arrived), later (busy), token, signed_out or refused, by status and type of an answer. */
export function outcome_of(status, type) {
	if (!status) return "lost";
	if (status < 400) return "ok";
	if (type === "CSRFTokenError") return "token";
	if (status === 401 || type === "SessionExpired" || type === "AuthenticationError") return "signed_out";
	return status === 429 || status >= 500 ? "later" : "refused";
}

// Where a request names the time at which something happened.
const TIMES = { "case.report": "observed_at", "community_notice.record": "at", "patrol.start": "at", "patrol.check_in": "at", "patrol.finish": "at" };

/** What a row sends, the same in each attempt: a retry with another body would be another request. */
export function sent_values({ method, values, happened_at, key }) {
	const time = TIMES[method] && happened_at ? { [TIMES[method]]: happened_at } : {};
	return { ...values, ...time, idempotency_key: key };
}

/** Whether a row stands behind one that was refused, without which it means nothing. */
export const is_held = (row, rows) => Boolean(row.needs) && rows.some((other) => other.key === row.needs && other.state === REFUSED);

/** The next to send: those of one account in the order in which they were written; what was refused, and what needs it, is passed over. */
export function next_to_send(rows, account) {
	const waiting = rows.filter((row) => row.account === account && row.state === WAITING && !is_held(row, rows));
	return waiting.sort((one, other) => one.id - other.id)[0] || null;
}

/** The row after an attempt; null once it has arrived. */
export function after_attempt(row, outcome, message = "", status = 0) {
	if (outcome === "ok") return null;
	if (outcome === "refused") return { ...row, state: REFUSED, message, status };
	return { ...row, tries: (row.tries || 0) + 1, message };
}

/** A refused row that is to be sent once more: another request, so another key, but where others name it by its key; in place of a conflict, as things now are. */
export function again(row, key) {
	const { modified, ...values } = row.values;
	const is_conflict = row.status === 409;
	return { ...row, values: is_conflict ? values : row.values, key: row.keeps_key ? row.key : key, state: WAITING, message: "", status: 0 };
}

/** Milliseconds until the next attempt: 5 s, doubled up to five minutes. */
export const wait_after = (tries) => Math.min(5_000 * 2 ** Math.max(0, tries - 1), 300_000);
