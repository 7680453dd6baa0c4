// Scanning the code that hangs at a point, a door or in a grid: by the camera as it runs, or from a picture of the code.
import { __, data, element } from "../snapshot/page";
import { open_panel } from "./panel";
import { notice, show_notice } from "./parts";

const PAUSE = 250;
const [LIVE, STILL] = [720, 1600]; // pixels of the longer side that are looked through

const has_camera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** Shows the camera until `read(text)` gives something; resolves to that, or to null where somebody went back. */
export function scan(read, { title, hint }) {
	return new Promise((resolve) => {
		let found = null;
		let is_open = true;
		const stop = [];
		const closed = () => {
			is_open = false;
			for (const end of stop) end();
			resolve(found);
		};
		const panel = open_panel(title, { closed, is_dark: true });
		const problem = notice();
		const take = (texts) => {
			found = is_open ? texts.map(read).find(Boolean) || null : null;
			if (found) panel.close();
			return found;
		};
		panel.body.append(problem, from_album(take, problem), element("p", { class: "hint" }, hint));
		const look = async (video, finder) => {
			const texts = await finder(video, LIVE).catch(() => []);
			if (is_open && !take(texts)) setTimeout(() => look(video, finder), PAUSE);
		};
		Promise.all([camera(), finder_of()]).then(
			([stream, finder]) => {
				const end = () => stream.getTracks().map((track) => track.stop());
				if (!is_open) return end();
				stop.push(end);
				const video = element("video", { class: "large", playsinline: true, muted: true, "aria-label": __("Picture of the camera") });
				video.srcObject = stream;
				panel.body.prepend(video);
				video.play().catch(() => null);
				look(video, finder);
			},
			(error) => is_open && show_notice(problem, error.message)
		);
	});
}

async function camera() {
	const without = __("The camera cannot be used here. Take a picture of the code, or type it.");
	if (!has_camera()) throw new Error(without);
	try {
		return await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
	} catch {
		throw new Error(without);
	}
}

/** A picture of the code, taken now or from the album: also where a web view gives the page no camera. */
function from_album(take, problem) {
	const input = element("input", { type: "file", accept: "image/*", id: "code-picture", class: "visually-hidden" });
	input.addEventListener("change", async () => {
		const [file] = input.files;
		input.value = "";
		show_notice(problem, "");
		if (!file) return;
		try {
			const [finder, picture] = await Promise.all([finder_of(), opened(file)]);
			if (!take(await finder(picture, STILL))) show_notice(problem, __("No code of this kind was found in the picture. Take it closer, or type the code."));
		} catch (error) {
			show_notice(problem, error.message);
		}
	});
	return element("label", { class: "button wide file", for: "code-picture" }, __("Picture of the code"), input);
}

/** The picture of a file; iOS opens HEIC itself. */
function opened(file) {
	return new Promise((resolve, reject) => {
		const picture = new Image();
		picture.onload = () => resolve(picture);
		picture.onerror = () => reject(new Error(__("This picture cannot be opened. Take another.")));
		picture.src = URL.createObjectURL(file);
	});
}

let finder = null;

/** The browser's own reader where it knows such codes, else ours: (picture, pixels) -> texts. */
function finder_of() {
	finder ||= own_finder()
		.catch(() => null)
		.then((own) => own || our_finder());
	finder.catch(() => (finder = null));
	return finder;
}

/** Without Google's services Chrome on Android has the reader's name and no reader behind it. */
async function own_finder() {
	const Reader = window.BarcodeDetector;
	const formats = Reader ? await Reader.getSupportedFormats() : [];
	if (!formats.includes("qr_code")) return null;
	const reader = new Reader({ formats: ["qr_code"] });
	return async (picture) => (await reader.detect(picture)).map(({ rawValue }) => rawValue);
}

async function our_finder() {
	await load_reader();
	return async (picture, most) => {
		const image = pixels_of(picture, most);
		try {
			return image ? [window.community_gov_read_qr(image)] : [];
		} catch {
			// It says by an error that there is no code.
			return [];
		}
	};
}

function load_reader() {
	if (window.community_gov_read_qr) return Promise.resolve();
	return new Promise((resolve, reject) => {
		const onerror = () => reject(new Error(__("The reader of codes could not be loaded. Type the code.")));
		document.head.append(element("script", { src: data.qr_reader, onload: resolve, onerror }));
	});
}

function pixels_of(picture, most) {
	const [wide, high] = [picture.videoWidth || picture.naturalWidth || 0, picture.videoHeight || picture.naturalHeight || 0];
	if (!wide || !high) return null;
	const scale = Math.min(1, most / Math.max(wide, high));
	const canvas = element("canvas", { width: Math.round(wide * scale), height: Math.round(high * scale) });
	const context = canvas.getContext("2d", { willReadFrequently: true });
	context.drawImage(picture, 0, 0, canvas.width, canvas.height);
	return context.getImageData(0, 0, canvas.width, canvas.height);
}
