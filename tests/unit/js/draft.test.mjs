import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { forget, keep, kept } from "../../../apps/community_gov/public/js/snapshot/draft.js";

const DAY = 86_400_000;

/** A phone's store that holds so many characters. */
class Store extends Map {
	room = Infinity;

	setItem(name, text) {
		if (text.length > this.room) throw new Error("QuotaExceededError");
		this.set(name, text);
	}

	getItem(name) {
		return this.get(name) ?? null;
	}

	removeItem(name) {
		this.delete(name);
	}
}

beforeEach(() => {
	mock.restoreAll();
	globalThis.localStorage = new Store();
});

const draft = () => ({ words: { description: "Lamp" }, key: "k", photos: ["x".repeat(1000)] });
const at = (time) => mock.method(Date, "now", () => time);

test("what was written comes back with its key and photos", () => {
	assert.equal(keep(draft()), true);
	const { kept_at, ...back } = kept();
	assert.deepEqual(back, draft());
	assert.ok(kept_at > 0);
});

test("words are kept where photos find no room, and the loss is told", () => {
	localStorage.room = 500;
	assert.equal(keep(draft()), true);
	const back = kept();
	assert.deepEqual(back.photos, []);
	assert.equal(back.photos_lost, true);
	assert.equal(back.words.description, "Lamp");
});

test("without any room nothing is kept and nothing breaks", () => {
	localStorage.room = 0;
	assert.equal(keep(draft()), false);
	assert.equal(kept(), null);
});

test("a draft lives seven days", () => {
	at(0);
	keep(draft());
	at(7 * DAY - 1);
	assert.equal(kept().key, "k");
	at(7 * DAY);
	assert.equal(kept(), null);
});

test("a broken draft is none", () => {
	localStorage.setItem("community_gov.snapshot.draft", "{");
	assert.equal(kept(), null);
});

test("a forgotten draft is gone, and forgetting twice or without a store is no error", () => {
	keep(draft());
	forget();
	assert.equal(kept(), null);
	forget();
	delete globalThis.localStorage;
	forget();
	assert.equal(kept(), null);
});
