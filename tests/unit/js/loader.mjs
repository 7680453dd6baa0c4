// Lets node import the pages' modules as they stand: without endings in their imports, and without a package.json.
import { register } from "node:module";

register("./hooks.mjs", import.meta.url);
