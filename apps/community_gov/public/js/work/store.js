// What this phone keeps of things that are not sent yet: in IndexedDB, or in memory only where that is switched off or fails.
import { store, stored } from "../snapshot/storage";

const NAME = "community_gov.work";
const ROWS = "rows";
const KEEP = "community_gov.work.keep";
const KNOWN = "community_gov.work.known";
const PATROL = "community_gov.work.patrol";
const DOORS = "community_gov.work.doors";
const memory = new Map();
let last_id = Date.now();
let database = null;

export const keeps = () => stored(KEEP) !== "no";
export const set_keeps = (is_on) => store(KEEP, is_on ? "yes" : "no");

/** What the page has to know to start without a network: no name, nothing of what waits. */
export const known = () => stored(KNOWN);
export const set_known = (value) => store(KNOWN, value);

/** The patrol points that an account saw last: where they are and when they were visited. */
export const known_patrol = (account) => (stored(PATROL)?.account === account ? stored(PATROL).day : null);
export const set_known_patrol = (account, day) => store(PATROL, { account, day });

/** Doors that wait, as an account saw them last: addresses and what is to be told, nobody's name, nothing of a restricted audience. */
export const known_doors = (account) => (stored(DOORS)?.account === account ? stored(DOORS).doors : null);
export const set_known_doors = (account, doors) => store(DOORS, { account, doors });

export function forget_known() {
	try {
		for (const name of [KNOWN, PATROL, DOORS]) localStorage.removeItem(name);
	} catch {
		// Without a store there is nothing to forget.
	}
}

function open() {
	database ||= new Promise((resolve, reject) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(ROWS, { keyPath: "id" });
		request.onsuccess = () => resolve(request.result);
		request.onerror = request.onblocked = () => reject(request.error);
	});
	return database;
}

async function in_store(mode, work) {
	const transaction = (await open()).transaction(ROWS, mode);
	const request = work(transaction.objectStore(ROWS));
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve(request.result);
		transaction.onerror = transaction.onabort = () => reject(transaction.error);
	});
}

/** The rows of an account in the order in which they were written; those of others are not read. */
export async function rows_of(account) {
	let found = [];
	try {
		found = await in_store("readonly", (rows) => rows.getAll());
	} catch {
		// A private window or a full phone: what is in memory is all there is.
	}
	const all = [...found, ...memory.values()].filter((row) => row.account === account);
	return all.sort((one, other) => one.id - other.id);
}

/** Keeps a row; returns it with its id and, in `is_kept`, whether it outlives the page. */
export async function put(row) {
	last_id = Math.max(last_id + 1, Date.now());
	const kept = { ...row, id: row.id || last_id, is_kept: true };
	try {
		if (!keeps()) throw new Error("off");
		await in_store("readwrite", (rows) => rows.put(kept));
		memory.delete(kept.id);
		return kept;
	} catch {
		const held = { ...kept, is_kept: false };
		memory.set(held.id, held);
		return held;
	}
}

export async function remove(id) {
	memory.delete(id);
	try {
		await in_store("readwrite", (rows) => rows.delete(id));
	} catch {
		// It was in memory only.
	}
}
