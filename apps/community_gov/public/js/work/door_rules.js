// Doors as the phone knows them: what the server said, and what waits to be sent. Knows no document, so that node tests it.
import { REFUSED } from "./outbox_rules";

export const METHOD = "community_notice.record";

/** Deliveries of which something is on its way to the server. */
export const on_their_way = (rows) => rows.filter((row) => row.method === METHOD && row.state !== REFUSED).map(({ values }) => values.delivery);

/** The doors that are still to be gone to, those at which nobody was home last. */
export function left_of(doors, rows) {
	const sent = on_their_way(rows);
	const left = doors.filter(({ delivery }) => !sent.includes(delivery));
	return [...left.filter(({ tries }) => !tries), ...left.filter(({ tries }) => tries)];
}

/** The doors after the server has taken a result; who was not home stays on the list. */
export function after_result(doors, { delivery, result }) {
	const stays = result === "Nobody Home";
	return doors.flatMap((door) => {
		if (door.delivery !== delivery) return [door];
		return stays ? [{ ...door, tries: door.tries + 1, reason: result }] : [];
	});
}

/** What may lie on a phone without a network: nothing of a restricted audience. */
export const storable = (doors) => doors.filter(({ is_restricted }) => !is_restricted);
