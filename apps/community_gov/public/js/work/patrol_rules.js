// A patrol as the phone knows it: what the server said, and what waits to be sent. Knows no document, so that node tests it.
import { REFUSED, WAITING } from "./outbox_rules";

const CODE = /^[0-9A-Z]{12}$/;

/** Rows that are on their way: waiting, and not behind a beginning that was refused. */
export function on_their_way(rows) {
	const refused = rows.filter(({ state }) => state === REFUSED).map(({ key }) => key);
	return rows.filter((row) => row.state === WAITING && row.method.startsWith("patrol.") && !refused.includes(row.needs));
}

/** The day with what waits: {running: {patrol} or {started_with} or null, points with `waits`, codes: check-ins by code that wait}. */
export function with_waiting(day, rows) {
	let running = day.patrol ? { patrol: day.patrol } : null;
	let checked = new Set(day.points.filter((point) => point.checked_in).map(({ name }) => name));
	const waits = new Set();
	let codes = 0;
	const begin = (next) => {
		running = next;
		checked = new Set();
		waits.clear();
		codes = 0;
	};
	for (const { method, values, key } of on_their_way(rows)) {
		if (method === "patrol.start") begin({ started_with: key });
		else if (method === "patrol.finish") begin(null);
		else if (values.point) waits.add(values.point);
		else codes += 1;
	}
	const points = day.points.map((point) => ({ ...point, waits: waits.has(point.name), checked_in: checked.has(point.name) || waits.has(point.name) }));
	return { ...day, running, points, codes };
}

/** The day after the server has taken a step. */
export function after_answer(day, method, answer) {
	const clear = (points) => points.map((point) => ({ ...point, checked_in: 0 }));
	if (method === "patrol.start") return { ...day, patrol: answer.patrol, points: clear(day.points) };
	if (method === "patrol.finish") return { ...day, patrol: null, points: clear(day.points) };
	const points = day.points.map((point) => (point.name === answer.point ? { ...point, checked_in: 1, due: 0, last_checked_at: answer.checked_in_at } : point));
	return { ...day, points };
}

/** The code of a point in what was scanned or opened: the address of a printed code, or the code itself; null in anything else. */
export function code_in(text) {
	const told = new URLSearchParams(text.slice(text.indexOf("?") + 1)).get("point") || text;
	const code = told.trim().toUpperCase();
	return CODE.test(code) ? code : null;
}
