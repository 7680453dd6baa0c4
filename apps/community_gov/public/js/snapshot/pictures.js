// Pictures are made smaller on the phone; a canvas keeps no metadata, so no position leaves with them.
import { size_within } from "./formats";
import { element } from "./page";

const LONGEST = 1600;
const QUALITY = 0.82;

/** A JPEG of the picture, at most LONGEST pixels on its longer side; throws where this phone cannot read it. */
export async function smaller(file) {
	const url = URL.createObjectURL(file);
	try {
		const picture = await load(url);
		const canvas = element("canvas", size_within(picture, LONGEST));
		canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
		const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
		// Old phones free the memory of a canvas when it has no size.
		canvas.width = canvas.height = 0;
		if (!blob) throw new Error("no picture");
		return blob;
	} finally {
		URL.revokeObjectURL(url);
	}
}

function load(url) {
	return new Promise((resolve, reject) => {
		const picture = new Image();
		picture.onload = () => resolve(picture);
		picture.onerror = () => reject(new Error("no picture"));
		picture.src = url;
	});
}

/** What a draft keeps as text. */
export function as_data_url(blob) {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result);
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(blob);
	});
}
