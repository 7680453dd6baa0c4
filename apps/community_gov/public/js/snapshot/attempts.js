// What was sent without an answer may have arrived: that is asked before anything else is sent.
import { __, by_id, element, post } from "./page";

const MOST = 5;

export class Attempts {
	/** `keys` are those of requests to `method` that got no answer. */
	constructor(method, keys = []) {
		Object.assign(this, { method, keys });
	}

	lost(key) {
		this.keys = [...this.keys.filter((one) => one !== key), key].slice(-MOST);
	}

	/** The answer of an earlier request, with other content, that has arrived after all; null for none. */
	async arrived(key) {
		for (const earlier of this.keys.filter((one) => one !== key)) {
			const answer = await post("public.receipt", { endpoint: this.method, idempotency_key: earlier });
			this.keys = this.keys.filter((one) => one !== earlier);
			if (answer) return answer;
		}
		return null;
	}
}

/** Says on a receipt that it is that of the first version. */
export function tell_first(receipt) {
	const text = __("What you sent first has arrived after all, and this is its code. What you changed since was not sent.");
	by_id(receipt).prepend(element("p", { class: "notice warning", role: "status" }, text));
}
