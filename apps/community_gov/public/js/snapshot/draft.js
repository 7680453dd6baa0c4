// What a resident wrote stays on the phone until it has arrived.
import { store, stored } from "./storage";

const NAME = "community_gov.snapshot.draft";
const DAYS = 7;

export function keep(draft) {
	const dated = { ...draft, kept_at: Date.now() };
	// The store of a phone is small: words matter more than photos.
	return store(NAME, dated) || store(NAME, { ...dated, photos: [], photos_lost: draft.photos.length > 0 });
}

export function kept() {
	const draft = stored(NAME);
	return draft && Date.now() - draft.kept_at < DAYS * 86400000 ? draft : null;
}

export function forget() {
	try {
		localStorage.removeItem(NAME);
	} catch {
		// Without a store there is nothing to forget.
	}
}
