// Asking the server: each call ends in an answer, or in an Unanswered that says whether there was any.
import { body_of, messages_of, query_of } from "../snapshot/formats";
import { __, address_of, data } from "../snapshot/page";
import { outcome_of } from "./outbox_rules";

const PATIENCE = { GET: 20_000, POST: 180_000 };

/** Why there is no answer: `outcome` as in outbox_rules, `status` of HTTP or 0, a message for people. */
export class Unanswered extends Error {
	constructor(outcome, status, message) {
		super(message);
		Object.assign(this, { outcome, status });
	}
}

let token = null;
export const forget_token = () => (token = null);

export const get = (method, values) =>
	ask(`${address_of(method)}?${query_of(data.lang, values)}`, { method: "GET", cache: "no-store" });

/** Sends values and files, [{field, blob, name}], in one form. */
export async function post(method, values, files = []) {
	token ||= (await get("work.csrf_token")).csrf_token;
	const body = new FormData();
	for (const [name, value] of Object.entries({ ...values, _lang: data.lang })) {
		if (value === null || value === undefined || value === "") continue;
		body.append(name, typeof value === "object" ? JSON.stringify(value) : String(value));
	}
	for (const { field, blob, name } of files) body.append(field, blob, name);
	return ask(address_of(method), { method: "POST", body, headers: { "X-Frappe-CSRF-Token": token } });
}

async function ask(url, { method, headers, ...options }) {
	const watch = new AbortController();
	const timer = setTimeout(() => watch.abort(), PATIENCE[method]);
	let answer, text;
	try {
		const all = { Accept: "application/json", ...headers };
		answer = await fetch(url, { method, headers: all, signal: watch.signal, ...options });
		text = await answer.text();
	} catch {
		throw new Unanswered("lost", 0, __("There is no network. Try again when there is a signal."));
	} finally {
		clearTimeout(timer);
	}
	const body = body_of(text);
	if (answer.ok) return body.message;
	const type = body.session_expired ? "SessionExpired" : body.exc_type;
	const told = messages_of(body, text_of);
	throw new Unanswered(outcome_of(answer.status, type), answer.status, told || fallback(answer.status));
}

const fallback = (status) =>
	status === 413
		? __("The photos are too large for the server. Send fewer at once.")
		: __("The service cannot answer now. Try again later.");

const text_of = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
