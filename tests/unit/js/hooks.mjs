// The hooks that loader.mjs registers; node runs them in a thread of their own.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const OURS = "/apps/community_gov/public/js/";

export function resolve(specifier, context, next) {
	const bare = /^\.{1,2}\//.test(specifier) && !/\.m?js$/.test(specifier);
	return next(bare ? `${specifier}.js` : specifier, context);
}

export async function load(url, context, next) {
	if (!url.includes(OURS)) return next(url, context);
	return { format: "module", source: await readFile(fileURLToPath(url)), shortCircuit: true };
}
