import assert from "node:assert/strict";
import { test } from "node:test";
import { after_attempt, again, is_held, next_to_send, outcome_of, sent_values, wait_after } from "../../../apps/community_gov/public/js/work/outbox_rules.js";
import { after_answer, code_in, with_waiting } from "../../../apps/community_gov/public/js/work/patrol_rules.js";
import { age_of, sent_position, verdict } from "../../../apps/community_gov/public/js/work/positions.js";
import { left_of, short_time, site_time } from "../../../apps/community_gov/public/js/work/times.js";

const row = (id, more) => ({ id, account: "a", state: "waiting", key: "k", values: { text: "x", modified: "m" }, ...more });

test("what waits goes out in the order in which it was written, each account its own", () => {
	const rows = [row(3), row(1, { account: "b" }), row(2)];
	assert.equal(next_to_send(rows, "a").id, 2);
	assert.equal(next_to_send(rows, "b").id, 1);
	assert.equal(next_to_send(rows, "c"), null);
});

test("what was refused or is only begun holds nothing up", () => {
	assert.equal(next_to_send([row(1, { state: "refused" }), row(2, { state: "draft" }), row(3)], "a").id, 3);
});

test("each answer has one outcome", () => {
	const cases = [
		[0, null, "lost"],
		[200, null, "ok"],
		[400, "CSRFTokenError", "token"],
		[401, null, "signed_out"],
		[403, "SessionExpired", "signed_out"],
		[403, "PermissionError", "refused"],
		[409, "ConflictError", "refused"],
		[422, "StageGuardError", "refused"],
		[417, "ValidationError", "refused"],
		[429, "RateLimitExceededError", "later"],
		[502, null, "later"],
	];
	for (const [status, type, outcome] of cases) assert.equal(outcome_of(status, type), outcome, `${status} ${type}`);
});

test("a lost answer keeps the key, a refusal keeps all that was written", () => {
	assert.equal(after_attempt(row(1), "ok"), null);
	const lost = after_attempt(row(1), "lost", "no network");
	assert.deepEqual([lost.key, lost.state, lost.tries], ["k", "waiting", 1]);
	const refused = after_attempt(row(1), "refused", "Too late. Look.", 422);
	assert.deepEqual([refused.state, refused.message, refused.values.text], ["refused", "Too late. Look.", "x"]);
});

test("what was refused is sent again under another key, after a conflict without what was seen", () => {
	const once_more = again(row(1, { state: "refused", status: 422 }), "new");
	assert.deepEqual([once_more.key, once_more.state, once_more.values.modified], ["new", "waiting", "m"]);
	assert.deepEqual(again(row(1, { state: "refused", status: 409 }), "new").values, { text: "x" });
});

test("attempts come slower and slower, up to five minutes", () => {
	assert.deepEqual([0, 1, 2, 3, 20].map(wait_after), [5_000, 5_000, 10_000, 20_000, 300_000]);
});

test("a position is old after a minute and coarse beyond a hundred metres", () => {
	const fix = { latitude: 29.7, longitude: 113.8, accuracy: 100, timestamp: 1_000_000 };
	assert.equal(verdict(fix, 1_060_000), "good");
	assert.equal(verdict(fix, 1_061_000), "stale");
	assert.equal(verdict({ ...fix, accuracy: 101 }, 1_000_000), "coarse");
	assert.equal(verdict({ ...fix, accuracy: 101, is_accepted: true }, 1_000_000), "good");
	assert.equal(verdict({ ...fix, is_accepted: true }, 2_000_000), "good");
	assert.equal(age_of(fix, 900_000), 0);
});

test("a fix says how exact and old it is, a pin only where", () => {
	const fix = { latitude: 29.7, longitude: 113.8, accuracy: 12.4, timestamp: 0 };
	const where = { latitude: "29.7000000", longitude: "113.8000000", crs: "WGS 84" };
	assert.deepEqual(sent_position(fix, 3_000), { ...where, position_accuracy: 12, position_age: 3 });
	assert.deepEqual(sent_position({ ...fix, is_pin: true }, 3_000), where);
	assert.deepEqual(sent_position(null, 0), {});
});

test("what is left is told in the largest unit that says enough", () => {
	const told = (minutes) => Object.values(left_of(minutes)).join(" ");
	assert.deepEqual(
		[0, 59, 60, 2879, 2880, -1, -60, -5000].map(told),
		["false 0 minutes", "false 59 minutes", "false 1 hours", "false 47 hours", "false 2 days", "true 1 minutes", "true 1 hours", "true 3 days"]
	);
});

test("the site's time goes on over midnight", () => {
	assert.equal(site_time("2026-11-27 23:59:30", 45_000), "2026-11-28 00:00:15");
	assert.equal(site_time("2026-11-27 23:59:30", -90_000), "2026-11-27 23:58:00");
	assert.equal(short_time("2026-11-27 23:59:30"), "11-27 23:59");
	assert.equal(short_time(null), "");
});

const begin = (more) => row(1, { key: "begin", method: "patrol.start", keeps_key: true, values: { grid: "g" }, ...more });
const step = (id, method, values, more) => row(id, { key: `k${id}`, method: `patrol.${method}`, values, needs: "begin", ...more });
const day = { patrol: null, points: [{ name: "p1", checked_in: 0, due: 1 }, { name: "p2", checked_in: 1, due: 0 }] };

test("what needs a beginning waits behind it, also where that was refused", () => {
	const check_in = step(2, "check_in", { point: "p1" });
	const other = row(3);
	assert.equal(next_to_send([check_in, begin(), other], "a").id, 1);
	const refused = begin({ state: "refused" });
	assert.equal(next_to_send([refused, check_in, other], "a").id, 3);
	assert.equal(is_held(check_in, [refused, check_in]), true);
	assert.equal(is_held(check_in, [check_in]), false);
	assert.equal(again(refused, "new").key, "begin", "others name it by its key");
});

test("a retry sends the moment that was noted first, and nothing else", () => {
	const check_in = step(2, "check_in", { point: "p1" }, { happened_at: "2026-11-27 09:10:00" });
	const sent = { point: "p1", at: "2026-11-27 09:10:00", idempotency_key: "k2" };
	assert.deepEqual(sent_values(check_in), sent);
	assert.deepEqual(sent_values({ ...check_in, tries: 3, message: "no network" }), sent);
	assert.deepEqual(sent_values({ ...check_in, method: "step.take" }), { point: "p1", idempotency_key: "k2" });
	assert.equal(sent_values({ ...check_in, method: "case.report" }).observed_at, "2026-11-27 09:10:00");
});

test("a patrol is what the server said and what waits to be sent", () => {
	const rows = [begin(), step(2, "check_in", { point: "p1" }), step(3, "check_in", { code: "x" })];
	const under_way = with_waiting(day, rows);
	assert.deepEqual(under_way.running, { started_with: "begin" });
	assert.deepEqual(under_way.points.map(({ checked_in, waits }) => [checked_in, waits]), [[true, true], [false, false]]);
	assert.equal(under_way.codes, 1);
	const ended = with_waiting(day, [...rows, step(4, "finish", {})]);
	assert.deepEqual([ended.running, ended.codes, ended.points[0].checked_in], [null, 0, false]);
	const held = with_waiting(day, [begin({ state: "refused" }), ...rows.slice(1)]);
	assert.deepEqual([held.running, held.points[0].waits], [null, false]);
});

test("what the server has taken is known without asking", () => {
	const begun = after_answer(day, "patrol.start", { patrol: "PAT-1" });
	assert.deepEqual([begun.patrol, begun.points[1].checked_in], ["PAT-1", 0]);
	const checked = after_answer(begun, "patrol.check_in", { point: "p1", checked_in_at: "2026-11-27 09:10:00" });
	assert.deepEqual(checked.points[0], { name: "p1", checked_in: 1, due: 0, last_checked_at: "2026-11-27 09:10:00" });
	const over = after_answer(checked, "patrol.finish", {});
	assert.deepEqual([over.patrol, over.points[0].checked_in], [null, 0]);
});

test("a scanned code is a code or the address that holds one", () => {
	assert.equal(code_in("https://town.example/work?point=AB23CD45EF67"), "AB23CD45EF67");
	assert.equal(code_in("?point=ab23cd45ef67"), "AB23CD45EF67");
	assert.equal(code_in(" AB23CD45EF67 "), "AB23CD45EF67");
	for (const text of ["", "https://town.example/pay", "AB23", "https://town.example/work?point=AB23<b>"]) assert.equal(code_in(text), null, text);
});
