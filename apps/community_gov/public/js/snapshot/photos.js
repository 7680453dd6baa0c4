// Photos of a form for residents: made smaller, shown, removed.
import { __, by_id, data, element, say } from "./page";
import { as_data_url, smaller } from "./pictures";

export class Photos {
	/** `tiles` is the element that shows them, `most` how many there may be. */
	constructor(changed, tiles = by_id("photos"), most = data.max_photos) {
		Object.assign(this, { list: [], changed, tiles, most });
		this.input = element("input", {
			type: "file",
			id: "photo-input",
			class: "visually-hidden",
			accept: "image/*",
			multiple: true,
			onchange: () => this.add([...this.input.files]),
		});
		this.draw();
	}

	async add(files) {
		const room = this.most - this.list.length;
		say("problem", files.length > room ? __("At most {0} photos are possible.", [this.most]) : "");
		for (const file of files.slice(0, room)) {
			try {
				this.list.push(await as_data_url(await smaller(file)));
			} catch {
				say("problem", __("{0} is no photo that this phone can read. Take another one.", [file.name]));
			}
		}
		this.input.value = "";
		this.draw();
		this.changed();
	}

	remove(index) {
		this.list.splice(index, 1);
		this.draw();
		this.changed();
	}

	set(list) {
		this.list = list;
		this.draw();
	}

	draw() {
		const tiles = this.list.map((url, index) =>
			element(
				"figure",
				{ class: "photo" },
				element("img", { src: url, alt: __("Photo {0}", [index + 1]) }),
				element(
					"button",
					{
						type: "button",
						class: "remove",
						"aria-label": __("Remove photo {0}", [index + 1]),
						onclick: () => this.remove(index),
					},
					"×"
				)
			)
		);
		const full = this.list.length >= this.most;
		const add = element(
			"label",
			{ class: "photo add", for: "photo-input", hidden: full || null },
			element("span", { class: "icon icon-camera", "aria-hidden": "true" }),
			__("Take a photo")
		);
		this.tiles.replaceChildren(...tiles, this.input, add);
	}

	/** As the REST interface takes them in JSON: [{file_name, content}]. */
	encoded() {
		return this.list.map((url, index) => ({ file_name: `photo-${index + 1}.jpg`, content: url.split(",")[1] }));
	}

	async blobs() {
		return Promise.all(this.list.map(async (url) => (await fetch(url)).blob()));
	}
}
