import assert from "node:assert/strict";
import { test } from "node:test";
import { after_result, left_of, storable } from "../../../apps/community_gov/public/js/work/door_rules.js";

const door = (delivery, more) => ({ delivery, tries: 0, is_restricted: false, ...more });
const result = (delivery, more) => ({ method: "community_notice.record", state: "waiting", values: { delivery }, ...more });

test("a door whose result is on its way is not gone to again, one where nobody was home comes last", () => {
	const doors = [door("a", { tries: 1 }), door("b"), door("c")];
	assert.deepEqual(left_of(doors, [result("b")]).map(({ delivery }) => delivery), ["c", "a"]);
	assert.deepEqual(left_of(doors, [result("b", { state: "refused" })]).map(({ delivery }) => delivery), ["b", "c", "a"]);
	assert.deepEqual(left_of(doors, [{ ...result("b"), method: "visit.record" }]).length, 3);
});

test("after a result the door is done, or stays with one try more", () => {
	const doors = [door("a"), door("b")];
	assert.deepEqual(after_result(doors, { delivery: "a", result: "Told" }).map(({ delivery }) => delivery), ["b"]);
	assert.deepEqual(after_result(doors, { delivery: "a", result: "Nobody Home" })[0].tries, 1);
});

test("a phone keeps nothing of a restricted audience", () => {
	assert.deepEqual(storable([door("a", { is_restricted: true }), door("b")]).map(({ delivery }) => delivery), ["b"]);
});
