import type { Manager } from "@cstack/generator";
import type { ContainerMachines } from "@cstack/model";
import { Clusterctl } from "../programs/clusterctl.ts";
import { Docker } from "../programs/docker.ts";
import { Helm } from "../programs/helm.ts";
import { Kind } from "../programs/kind.ts";
import { type ClusterObject, Kubectl } from "../programs/kubectl.ts";
import type { ProgramScope } from "../programs/program.ts";
import type { StepContext } from "../steps/step.ts";
import type { DeliveredAddon } from "./addon-values.ts";
import type { MachineImage } from "./machine-images.ts";
import type { WantedMachines } from "./machines.ts";

/** A release of a unit, as far as a cluster of it is concerned. */
export interface UnitUnderTest {
  /** As `docker-scs-1-36`. */
  unit: string;
  /** As `1.36.4`. */
  kubernetes: string;
  /** Name of the ClusterClass. */
  className: string;
  /** class.yaml of the bundle. */
  classManifests: string;
  /** Image of machines of that version. */
  nodeImage: MachineImage;
  /** Of all stages, in the order of their stage. */
  addons: readonly DeliveredAddon[];
}

/** What is asked of a run beside its unit; a run that is gone on with keeps to it. */
export interface RunRequest {
  /** File with the Cluster, instead of the bundle's sample. */
  cluster?: string;
  /** One image for all machines, instead of that of their version. */
  nodeImage?: string;
  /** Instead of those of the Cluster. */
  machines?: Pick<WantedMachines, "controlPlane" | "workers">;
  /** Folder with other people's charts; without it bundles have only their own. */
  charts?: string;
}

/** What a kind lane tries. */
export interface KindSubject extends UnitUnderTest {
  /** What the rest was made by. */
  request: RunRequest;
  /** The Cluster that is made; its name and namespace are the lane's. */
  cluster: ClusterObject;
  managers: readonly Manager[];
  containers: ContainerMachines;
  /** The unit of the next minor, for the upgrade. */
  next: UnitUnderTest | undefined;
}

/** Paths of the programs that make and remove containers. */
export interface ContainerPrograms {
  docker: string;
  kind: string;
}

/** Paths of the programs of a lane; without the optional ones less is shown. */
export interface LanePrograms extends ContainerPrograms {
  kubectl: string;
  helm: string | undefined;
  clusterctl: string | undefined;
}

/** One run of a kind lane, as it stands in `run.json`. */
export interface RunNames {
  subject: string;
  /** Name of the management cluster of kind. */
  management: string;
  /** Name of the Cluster. */
  cluster: string;
  /** Label of containers whose value is the name of their Cluster. */
  containerLabel: string;
  request?: RunRequest;
}

export const namespace = "cstack-smoke";

/** A run with its programs; wrappers log into the step that asks for them. */
export class KindRun {
  readonly names: RunNames;
  readonly folder: string;
  readonly subject: KindSubject;
  readonly programs: LanePrograms;

  constructor(names: RunNames, folder: string, subject: KindSubject, programs: LanePrograms) {
    this.names = names;
    this.folder = folder;
    this.subject = subject;
    this.programs = programs;
  }

  /** Credentials of the management cluster. */
  get kubeconfig(): string {
    return `${this.folder}/kubeconfig`;
  }

  docker(context: StepContext): Docker {
    return new Docker(scopeOf(this.programs.docker, context));
  }

  /** Whoever kills this process leaves no kind behind that still makes a cluster. */
  kind(context: StepContext): Kind {
    return new Kind({ ...scopeOf(this.programs.kind, context), remember: this.folder });
  }

  /** The management cluster. */
  kubectl(context: StepContext): Kubectl {
    return new Kubectl({ ...scopeOf(this.programs.kubectl, context), kubeconfig: this.kubeconfig, namespace });
  }

  /** The cluster that was made, through one of its control plane machines: their addresses are not reachable from every host. */
  workload(container: string, context: StepContext): Kubectl {
    const through = ["exec", "--interactive", container, "kubectl"];
    return new Kubectl({ ...scopeOf(this.programs.docker, context), through, kubeconfig: "/etc/kubernetes/admin.conf" });
  }

  helm(context: StepContext): Helm | undefined {
    return this.programs.helm === undefined ? undefined : new Helm(scopeOf(this.programs.helm, context));
  }

  clusterctl(context: StepContext): Clusterctl | undefined {
    return this.programs.clusterctl === undefined ? undefined : new Clusterctl(scopeOf(this.programs.clusterctl, context));
  }
}

function scopeOf(program: string, { log, signal }: StepContext): ProgramScope {
  return { program, log, signal };
}
