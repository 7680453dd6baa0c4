import assert from "node:assert/strict";
import { test } from "node:test";
import {
	danger_in,
	best_first,
	body_of,
	filled,
	grouped_code,
	messages_of,
	minute_of,
	plain_code,
	query_of,
	size_within,
	span_of,
} from "../../../apps/community_gov/public/js/snapshot/formats.js";

test("placeholders are filled by number, and a missing value leaves nothing", () => {
	assert.equal(filled("{1} of {0}", [7, 3]), "3 of 7");
	assert.equal(filled("{0} and {0}", [0]), "0 and 0");
	assert.equal(filled("Call {0}"), "Call ");
	assert.equal(filled("Plain", ["x"]), "Plain");
});

test("a code typed as it is read out is the code that the server knows", () => {
	assert.equal(plain_code(" abcd-ef gh "), "ABCDEFGH");
	for (const code of ["ABCDEFGH", "ABCDEFGHIJ", "ABC", ""]) assert.equal(plain_code(grouped_code(code)), code);
});

test("a code is grouped by four without a dash at its end", () => {
	assert.equal(grouped_code("ABCDEFGH"), "ABCD-EFGH");
	assert.equal(grouped_code("ABCDEFGHI"), "ABCD-EFGH-I");
	assert.equal(grouped_code("ABCD"), "ABCD");
});

test("a time is told to the minute, none as nothing", () => {
	assert.equal(minute_of("2026-03-01 08:30:15.123"), "2026-03-01 08:30");
	assert.equal(minute_of(null), "");
});

test("a span names the day once, and twice over midnight", () => {
	assert.equal(span_of("2026-03-01 08:30:00", "2026-03-01 10:00:00"), "2026-03-01 08:30 – 10:00");
	assert.equal(span_of("2026-03-01 22:00:00", "2026-03-02 01:00:00"), "2026-03-01 22:00 – 2026-03-02 01:00");
});

test("a query keeps zero and false, and leaves out what says nothing", () => {
	const query = query_of("zh", { place: null, words: "", page: 0, all: false, text: "a&b", gone: undefined });
	assert.equal(query.toString(), "_lang=zh&page=0&all=false&text=a%26b");
	assert.equal(query_of("en").toString(), "_lang=en");
});

test("activities that fit come first in their order, the others keep theirs", () => {
	const rows = ["A", "B", "C", "D"].map((activity) => ({ activity }));
	const fits = [
		{ activity: "D", reason: "near" },
		{ activity: "B", reason: "skill" },
	];
	const told = best_first(rows, fits);
	assert.deepEqual(
		told.map((row) => row.activity),
		["D", "B", "A", "C"]
	);
	assert.equal(told[0].fit.reason, "near");
	assert.equal(told[2].fit, undefined);
	assert.deepEqual(rows[0], { activity: "A" });
});

test("a picture is made smaller by its longer side and never larger", () => {
	assert.deepEqual(size_within({ width: 4000, height: 3000 }, 1600), { width: 1600, height: 1200 });
	assert.deepEqual(size_within({ width: 1000, height: 4000 }, 1600), { width: 400, height: 1600 });
	assert.deepEqual(size_within({ width: 640, height: 480 }, 1600), { width: 640, height: 480 });
});

test("an answer that is no JSON says nothing", () => {
	assert.deepEqual(body_of('{"message": 1}'), { message: 1 });
	assert.deepEqual(body_of("<html>502</html>"), {});
});

test("messages of a refusal are joined, empty and broken ones left out", () => {
	const told = (...rows) => ({ _server_messages: JSON.stringify(rows.map((message) => JSON.stringify({ message }))) });
	const plain = (text) => text.replace(/<[^>]+>/g, "");
	assert.equal(messages_of(told("<b>It is full.</b>", "", "Choose another."), plain), "It is full. Choose another.");
	assert.equal(messages_of({}, plain), "");
	assert.equal(messages_of({ _server_messages: "no list" }, plain), "");
});

test("a danger is known by all parts of a word, in any order, width and punctuation", () => {
	const dangers = [
		{ words: [["煤气", "漏"], ["液化气"]], phone: "119", notice: "离开" },
		{ words: [["gasleak"]], phone: "119", notice: "Leave" },
	];
	for (const text of ["漏煤气了", "煤气，泄 漏", "液化气罐", "A GAS  leak!"]) assert.equal(danger_in(text, dangers).phone, "119");
	for (const text of ["", "漏水", "煤气公司"]) assert.equal(danger_in(text, dangers), undefined);
});
