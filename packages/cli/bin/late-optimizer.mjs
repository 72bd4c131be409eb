/**
 * Lets V8 optimise a function only after it ran some seven times longer than usual. A run of cstack lasts a second or a few, and runs much code a little: with
 * Node 20's own setting more time goes into optimising than the optimised code saves (first plan of the largest unit: 560 ms of CPU, with this 260 ms).
 * What runs for long is optimised all the same.
 */
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--interrupt-budget=500000");
