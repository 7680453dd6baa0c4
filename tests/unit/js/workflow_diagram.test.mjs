import assert from "node:assert/strict";
import { test } from "node:test";
import { BOX, layout } from "../../../apps/community_gov/public/js/community_gov/workflow_diagram.js";

const stages = [{ stage: "Open" }, { stage: "Done" }];
const states = [
	{ state: "c", stage: "Done" },
	{ state: "a", stage: "Open" },
	{ state: "b", stage: "Open" },
];

test("boxes stand in the order of the stages, none over another", () => {
	const { boxes, height } = layout(stages, states, []);
	assert.deepEqual(boxes.map(({ state }) => state), ["a", "b", "c"]);
	assert.deepEqual(boxes.map(({ y }) => y), [0, BOX.height + BOX.gap, 2 * (BOX.height + BOX.gap)]);
	assert.equal(height, 3 * BOX.height + 2 * BOX.gap);
});

test("a step down bows to the right, a step back to the left, within the picture", () => {
	const { arrows, width, boxes } = layout(stages, states, [
		{ state: "a", next_state: "c" },
		{ state: "c", next_state: "a" },
	]);
	const middle = boxes[0].x + BOX.width / 2;
	const xs = arrows.map(({ path }) => path.match(/-?[\d.]+/g).filter((_, at) => at % 2 === 0).map(Number));
	assert.ok(xs[0].every((x) => x > middle && x < width));
	assert.ok(xs[1].every((x) => x < middle && x > 0));
});

test("several actions between two states are one arrow", () => {
	const steps = ["x", "y"].map((action) => ({ action, state: "a", next_state: "b" }));
	assert.equal(layout(stages, states, steps).arrows.length, 1);
});

test("a workflow without states is an empty picture", () => {
	assert.equal(layout(stages, [], []).height, 0);
});
