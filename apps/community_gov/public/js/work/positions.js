// Whether a position of the phone is worth sending. Knows no document, so that node tests it as it is.

/** Seconds after which a position is an old one, and metres beyond which it is a guess. */
export const FRESH = 60;
export const EXACT = 100;

/** Seconds since the phone found a position; a clock that runs back counts as now. */
export const age_of = (fix, now) => Math.max(0, Math.round((now - fix.timestamp) / 1000));

/** good, stale or coarse; who has read on the screen how old or coarse it is may have accepted it. */
export function verdict(fix, now) {
	if (fix.is_accepted) return "good";
	if (age_of(fix, now) > FRESH) return "stale";
	return fix.accuracy > EXACT ? "coarse" : "good";
}

/** What an endpoint is sent of a position: of a pin its place, of a fix how exact and how old it is, too. */
export function sent_position(place, now) {
	if (!place) return {};
	const where = { latitude: place.latitude.toFixed(7), longitude: place.longitude.toFixed(7), crs: "WGS 84" };
	if (place.is_pin) return where;
	return { ...where, position_accuracy: Math.round(place.accuracy), position_age: age_of(place, now) };
}
