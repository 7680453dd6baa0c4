// What a resident wrote stays on the phone until it has arrived.
const NAME = "community_gov.snapshot.draft";
const DAYS = 7;

export function keep(draft) {
	const dated = { ...draft, kept_at: Date.now() };
	// The store of a phone is small: words matter more than photos.
	return store(dated) || store({ ...dated, photos: [], photos_lost: draft.photos.length > 0 });
}

function store(draft) {
	try {
		localStorage.setItem(NAME, JSON.stringify(draft));
		return true;
	} catch {
		return false;
	}
}

export function kept() {
	try {
		const draft = JSON.parse(localStorage.getItem(NAME));
		return draft && Date.now() - draft.kept_at < DAYS * 86400000 ? draft : null;
	} catch {
		return null;
	}
}

export function forget() {
	try {
		localStorage.removeItem(NAME);
	} catch {
		// Without a store there is nothing to forget.
	}
}
