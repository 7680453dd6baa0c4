import assert from "node:assert/strict";
import { test } from "node:test";
import { bounds_of, densest, way_of } from "../../../apps/community_gov/public/js/maps/framing.js";

const point = (latitude, longitude) => ({ latitude, longitude });

test("a case in another province does not shrink the city", () => {
	const city = [point(30.5, 114.3), point(30.6, 114.4)];
	assert.deepEqual(densest([...city, point(39.9, 116.4)]), city);
	assert.deepEqual(densest([point(39.9, 116.4), ...city]), [point(39.9, 116.4)]);
});

test("bounds hold every point with some room", () => {
	const [[south, west], [north, east]] = bounds_of([point(30.5, 114.4), point(30.6, 114.3)]);
	assert.ok(south < 30.5 && west < 114.3 && north > 30.6 && east > 114.4);
	assert.ok(north - south < 0.11);
});

test("a single point is shown with what lies around it", () => {
	const [[south, west], [north, east]] = bounds_of([point(30.5, 114.3)]);
	assert.ok(Math.abs(north - south - 0.02) < 1e-9);
	assert.ok(Math.abs(east - west - 0.02) < 1e-9);
});

test("a way goes by the check-ins, and by the point where a position is forgotten", () => {
	const points = [{ name: "P1", ...point(1, 2) }];
	const check_ins = [
		{ point: "P2", ...point(3, 4) },
		{ point: "P1", ...point(0, 0) },
		{ point: "gone", ...point(0, 0) },
	];
	assert.deepEqual(way_of(check_ins, points), [
		[3, 4],
		[1, 2],
	]);
	assert.deepEqual(way_of(undefined, points), []);
});

test("a check-in that was sent later stands where it was made", () => {
	const check_ins = [
		{ latitude: 1, longitude: 2, checked_in_at: "2026-11-27 09:20:00" },
		{ latitude: 3, longitude: 4, checked_in_at: "2026-11-27 09:10:00" },
	];
	assert.deepEqual(way_of(check_ins, []), [
		[3, 4],
		[1, 2],
	]);
	assert.equal(check_ins[0].latitude, 1, "the rows of the document stay as they are");
});
