// Photos of a form: from the camera or the album, made smaller on the phone, kept as bytes, which every browser stores.
import { __, element } from "../snapshot/page";
import { smaller } from "../snapshot/pictures";

const LARGEST = 15_000_000;
const HEIC = /\.(heic|heif)$|^image\/hei[cf]/i;
let count = 0;

export class Photos {
	/** `changed` is called with the list; `say` shows a sentence, or takes it away. */
	constructor({ most, changed, say }) {
		Object.assign(this, { list: [], most, changed, say, name: `photos-${++count}` });
		this.node = element("div", { class: "photos" });
		this.camera = this.input("camera", { capture: "environment" });
		this.album = this.input("album", { multiple: true });
		this.draw();
	}

	input(kind, more) {
		const attributes = { type: "file", accept: "image/*,.heic,.heif", class: "visually-hidden", id: `${this.name}-${kind}`, ...more };
		const input = element("input", attributes);
		input.addEventListener("change", () => this.add([...input.files]).then(() => (input.value = "")));
		return input;
	}

	async add(files) {
		const room = this.most - this.list.length;
		this.say(files.length > room ? __("At most {0} photos are possible.", [this.most]) : "");
		for (const file of files.slice(0, room)) {
			try {
				this.list.push(await prepared(file, this.list.length + 1));
			} catch {
				this.say(__("{0} is no photo that this phone can read. Take another one.", [file.name || __("The file")]));
			}
			this.draw();
		}
		this.changed(this.list);
	}

	set(list) {
		this.list = list || [];
		this.draw();
	}

	remove(index) {
		this.list.splice(index, 1);
		this.draw();
		this.changed(this.list);
	}

	draw() {
		for (const url of this.urls || []) URL.revokeObjectURL(url);
		this.urls = this.list.map(({ type, bytes }) => URL.createObjectURL(new Blob([bytes], { type })));
		const tiles = this.urls.map((url, index) => this.tile(url, index));
		const is_full = this.list.length >= this.most;
		const adding = is_full ? [] : [this.button(this.camera, "camera", __("Open the camera")), this.button(this.album, "album", __("From the album"))];
		this.node.classList.toggle("bare", !this.list.length);
		this.node.replaceChildren(...tiles, this.camera, this.album, ...adding);
	}

	button(input, icon, label) {
		return element(
			"label",
			{ class: "photo add", for: input.id },
			element("span", { class: `icon icon-${icon}`, "aria-hidden": "true" }),
			label
		);
	}

	tile(url, index) {
		const drop = { type: "button", class: "remove", "aria-label": __("Remove photo {0}", [index + 1]), onclick: () => this.remove(index) };
		const picture = element("img", { src: url, alt: __("Photo {0}", [index + 1]) });
		// A picture that only the server can read (HEIC on most phones) shows its name.
		picture.addEventListener("error", () => picture.replaceWith(element("span", { class: "hint" }, this.list[index]?.name || "")));
		return element("figure", { class: "photo" }, picture, element("button", drop, "×"));
	}
}

/** {name, type, bytes} of a photo, made smaller; one that only the server reads as it is. */
async function prepared(file, number) {
	try {
		const blob = await smaller(file);
		return { name: `photo-${number}.jpg`, type: "image/jpeg", bytes: await blob.arrayBuffer() };
	} catch (error) {
		const is_heic = HEIC.test(file.name) || HEIC.test(file.type);
		if (!is_heic || file.size > LARGEST) throw error;
		return { name: file.name || `photo-${number}.heic`, type: file.type || "image/heic", bytes: await file.arrayBuffer() };
	}
}
