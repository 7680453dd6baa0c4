import assert from "node:assert/strict";
import { test } from "node:test";
import { clock_text, left_text } from "../../../apps/community_gov/public/js/command_hall/texts.js";

globalThis.__ = (text, values = []) => text.replace(/\{(\d)\}/g, (_match, number) => values[number]);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("the wall's clock has two digits everywhere", () => {
	assert.equal(clock_text(new Date(2026, 2, 1, 8, 5, 9)), "2026-03-01 08:05:09");
});

test("what is left is told in days, hours and minutes", () => {
	assert.equal(left_text(0), "00:00");
	assert.equal(left_text(HOUR - 1), "00:59");
	assert.equal(left_text(51 * HOUR + 10 * MINUTE), "2 d 03:10");
});

test("what is over is told as over", () => {
	assert.equal(left_text(-90 * MINUTE), "01:30 over");
	assert.equal(left_text(-49 * HOUR), "2 d 01:00 over");
});
