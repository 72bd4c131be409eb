/** Rows by table. `fail` names the command that fails next, `cloud` the one entry of clouds.yaml. */
export type Project = Record<string, unknown>;

export function openstack(project: Project, argv: readonly string[], password?: string): { code: number; stdout: string; stderr: string };

export function runAsProgram(file: string, password?: string): void;
