/**
 * The role that an object of a plan belongs to: machines and health check belong to the control plane or the workers that have them. Undefined for
 * what stands for itself.
 */
export function parentRole(role: string): string | undefined {
  if (role === "controlPlaneMachineTemplate" || role === "machineHealthCheck/controlPlane") return "controlPlane";
  const [kind, pool, part] = role.split("/");
  if (kind === "machineHealthCheck") return `machineDeployment/${pool}`;
  return part === undefined ? undefined : `${kind}/${pool}`;
}
