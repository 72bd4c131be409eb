import startControlPlane from "../../controlplane/support/control-plane.setup.ts";
import { findOperator } from "./cluster-stack-operator.ts";

/** The control plane that the operator works on; none where the operator is not at hand. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  return (await findOperator()) === undefined ? undefined : startControlPlane();
}
