import { version } from "../package.json";

export { version };

/** What `--version` prints and reports of defects begin with, as `cstack 0.1.0 (Node 20.19.5)`. */
export const versionLine = `cstack ${version} (Node ${process.versions.node})`;
