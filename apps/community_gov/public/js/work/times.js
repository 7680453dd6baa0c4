// Times and what is left of them. Knows no document, so that node tests it as it is.

const HOUR = 60;
const DAY = 24 * HOUR;

/** What is left in the largest whole unit: {is_over, amount, unit}; unit is minutes, hours or days. */
export function left_of(minutes) {
	const length = Math.abs(minutes);
	const is_over = minutes < 0;
	if (length < HOUR) return { is_over, amount: length, unit: "minutes" };
	if (length < 2 * DAY) return { is_over, amount: Math.floor(length / HOUR), unit: "hours" };
	return { is_over, amount: Math.floor(length / DAY), unit: "days" };
}

/** The site's time so many milliseconds after it said `now` (YYYY-MM-DD HH:MM:SS), in the same form. */
export function site_time(now, milliseconds) {
	const moment = new Date(Date.parse(`${now.replace(" ", "T")}Z`) + milliseconds);
	return moment.toISOString().slice(0, 19).replace("T", " ");
}

/** Month, day and minute of a stored time: 11-27 08:05. */
export const short_time = (time) => (time || "").slice(5, 16);
