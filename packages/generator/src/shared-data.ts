import { Remembered } from "@cstack/clusterclass";
import { deepFrozen } from "@cstack/model";

const frozen = new Remembered<string, unknown>(5000);

/** The one frozen object for data of this content, so that what units have in common is the same object wherever it came from. */
export function shared<T>(value: T): T {
  return Object.isFrozen(value) ? value : (frozen.of(JSON.stringify(value), () => deepFrozen(value)) as T);
}
