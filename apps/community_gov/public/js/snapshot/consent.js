// A volunteer's own consent to volunteering: what stands, taken back as easily as it was given, given anew.
import { __, by_id, element, get, new_key, post, say } from "./page";

/** Fills the card; whoever is no volunteer has none. */
export async function show_consent() {
	try {
		draw(await get("volunteer.consents"));
	} catch {
		by_id("consent").hidden = true;
	}
}

function draw({ withdrawn, may_agree, text, consents }) {
	const standing = consents.find(({ status }) => status === "Given");
	const parts = [element("h2", {}, __("Your consent")), element("p", { id: "consent-says" }, says(withdrawn, standing))];
	if (text) parts.push(element("details", {}, element("summary", {}, __("Consent text for volunteers")), words(text)));
	if (may_agree) parts.push(agree_button(text));
	if (standing) parts.push(take_back());
	by_id("consent").replaceChildren(...parts);
	by_id("consent").hidden = false;
}

const words = ({ text }) => element("p", { class: "words" }, text);

function says(withdrawn, standing) {
	if (withdrawn) return __("You have withdrawn it: no sign-ups, claims or services. Your points stay.");
	if (!standing) return __("No consent of yours is on file.");
	return __("Given on {0} to version {1}.", [standing.given_on, standing.version]);
}

function agree_button({ version }) {
	const button = element("button", { type: "button", class: "button primary wide" }, __("I have read the text and agree"));
	send(button, "volunteer.give_consent", { version });
	return button;
}

/** Folded away, so that nobody takes it back by a slip of the thumb; no reason is asked for. */
function take_back() {
	const button = element("button", { type: "button", class: "button wide" }, __("Withdraw my consent"));
	send(button, "volunteer.withdraw_consent", {});
	const hint = element(
		"p",
		{ class: "hint" },
		__("You can then sign up, claim and serve no more until you agree anew. Points and hours stay.")
	);
	return element("details", { id: "take-back" }, element("summary", {}, __("Withdraw my consent")), hint, button);
}

function send(button, method, values) {
	const idempotency_key = new_key();
	button.addEventListener("click", async () => {
		button.disabled = true;
		try {
			await post(method, { ...values, idempotency_key });
			await show_consent();
		} catch (error) {
			button.disabled = false;
			say("problem", error.message);
		}
	});
}
