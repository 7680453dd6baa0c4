// How public pages write and read values. Knows no document, so that node tests it as it is.

/** A text with its {0}, {1} … filled in; a value that is missing leaves nothing. */
export const filled = (text, values = []) => text.replace(/\{(\d)\}/g, (_match, number) => values[number] ?? "");

// Spaces, dashes of any kind, and signs that nobody sees.
const UNSEEN = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u206f\u2212\u30fc\ufeff-]/g;

/** A code as the server knows it, however it was typed: without spaces and dashes, in capitals. */
export const plain_code = (code) => code.normalize("NFKC").replace(UNSEEN, "").toUpperCase();

/** A code as people read it out: ABCD-EFGH. */
export const grouped_code = (code) => code.replace(/(.{4})(?=.)/g, "$1-");

/** Date and time to the minute of a stored time; nothing for none. */
export const minute_of = (time) => (time || "").slice(0, 16);

/** The day of a moment that this phone counted, as people write it: 2026-11-27. */
export function day_of(milliseconds) {
	const moment = new Date(milliseconds);
	const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
	return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

/** From when to when; the day stands once where both have it. */
export function span_of(starts_at, ends_at) {
	const same_day = starts_at.slice(0, 10) === ends_at.slice(0, 10);
	return `${minute_of(starts_at)} – ${minute_of(ends_at).slice(same_day ? 11 : 0)}`;
}

/** The query of a request: the language, and every value that says something. */
export function query_of(lang, values) {
	const query = new URLSearchParams({ _lang: lang });
	for (const [name, value] of Object.entries(values || {})) {
		if (value !== null && value !== undefined && value !== "") query.set(name, value);
	}
	return query;
}

/** Activities with the reason why one fits; those that fit best first, the others as they came. */
export function best_first(rows, fits) {
	const place = new Map(fits.map((one, index) => [one.activity, index]));
	const order = (row) => place.get(row.activity) ?? fits.length;
	const told = rows.map((row) => ({ ...row, fit: fits[place.get(row.activity)] }));
	return told.sort((one, other) => order(one) - order(other));
}

/** Width and height of a picture whose longer side is to have at most `longest` pixels; never larger than it is. */
export function size_within({ width, height }, longest) {
	const scale = Math.min(1, longest / Math.max(width, height));
	return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** What an answer's text says; a proxy's page is no answer, then the status says enough. */
export function body_of(text) {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

/** The messages of a refusal in one line; `as_text` takes the markup out of one. */
export function messages_of(body, as_text) {
	try {
		const rows = JSON.parse(body._server_messages || "[]").map((row) => JSON.parse(row).message);
		return rows.map(as_text).filter(Boolean).join(" ");
	} catch {
		return "";
	}
}

/** Text without case, width, punctuation and space, as the server compares it (casework/intake/likeness.py). */
const plain_words = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** The first danger, {words, phone, notice}, of which a word stands in a text: all parts of it, in any order. */
export function danger_in(text, dangers) {
	const plain = plain_words(text);
	return dangers.find(({ words }) => words.some((parts) => parts.every((part) => plain.includes(part))));
}
