// What this browser keeps for the public pages. Without a store nothing is kept, and that is no error.

/** The value under a name; null for none. */
export function stored(name) {
	try {
		return JSON.parse(localStorage.getItem(name));
	} catch {
		return null;
	}
}

/** Keeps a value; returns whether it was kept. */
export function store(name, value) {
	try {
		localStorage.setItem(name, JSON.stringify(value));
		return true;
	} catch {
		return false;
	}
}
