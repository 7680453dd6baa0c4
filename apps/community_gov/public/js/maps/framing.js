// Which part of the world a map shows at first. Knows no map, so that node tests it as it is.
const AROUND = 0.02; // degrees around a single point
const FAR = 0.15; // degrees from the fullest point

/** Points near the fullest one, which comes first: one case in another province must not shrink the city to a dot. */
export function densest(points) {
	const [{ latitude, longitude }] = points;
	const near = (point) => Math.abs(point.latitude - latitude) < FAR && Math.abs(point.longitude - longitude) < FAR;
	return points.filter(near);
}

/** [[south, west], [north, east]] in degrees, with some room around. */
export function bounds_of(points) {
	const latitudes = points.map((point) => point.latitude);
	const longitudes = points.map((point) => point.longitude);
	const grow = points.length > 1 ? 0.002 : AROUND / 2;
	return [
		[Math.min(...latitudes) - grow, Math.min(...longitudes) - grow],
		[Math.max(...latitudes) + grow, Math.max(...longitudes) + grow],
	];
}

/** Positions from one check-in of a patrol to the next; where one is forgotten, its point stands for it. */
export function way_of(check_ins, points) {
	const spots = Object.fromEntries(points.map((point) => [point.name, [point.latitude, point.longitude]]));
	// A check-in that was sent later stands last and was made before.
	const by_time = (one, other) => (one.checked_in_at || "").localeCompare(other.checked_in_at || "");
	return [...(check_ins || [])]
		.sort(by_time)
		.map((row) => (row.latitude ? [row.latitude, row.longitude] : spots[row.point]))
		.filter(Boolean);
}
