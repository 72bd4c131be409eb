/**
 * Settings of V8 for runs of a second or a few, measured with Node 20 on two cores; what runs for long is as fast as before.
 * - A function is optimised only after it ran some seven times longer than usual: runs of cstack use much code a little, and more time went into
 *   optimising than the optimised code saved (first plan of the largest unit: 560 ms of CPU, with this 260 ms). Later versions of V8 have a compiler
 *   in between, and no such setting.
 * - Young objects get more room before they are collected: most are garbage by then (validating the largest unit: 3.3 s of CPU, with this 2.6 s).
 */
import { setFlagsFromString } from "node:v8";

if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=500000");
setFlagsFromString("--min-semi-space-size=32");
setFlagsFromString("--max-semi-space-size=32");
