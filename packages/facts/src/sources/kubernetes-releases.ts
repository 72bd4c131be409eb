import { parse } from "yaml";
import { type Download, download } from "../network/download.ts";
import type { Network } from "../network/network.ts";
import { bytesText } from "./answer.ts";

const answerLimit = 4 * 1024 * 1024;

export const kubernetesAddresses = {
  stable: (minor: string) => `https://dl.k8s.io/release/stable-${minor}.txt`,
  schedule: "https://raw.githubusercontent.com/kubernetes/website/main/data/releases/schedule.yaml",
  constants: (version: string) =>
    `https://raw.githubusercontent.com/kubernetes/kubernetes/v${version}/cmd/kubeadm/app/constants/constants.go`,
} as const;

/** What upstream says of one minor. Dates are days, `2026-09-15`. */
export interface MinorRelease {
  /** Newest patch, without v. */
  newest: string;
  released: string;
  endOfLife: string;
  /** Day of the newest patch; undefined where the schedule does not have it yet. */
  newestReleased: string | undefined;
}

/** Images that kubeadm of a version runs. */
export interface KubeadmImages {
  etcd: string;
  coredns: string;
  pause: string;
}

/** A fact from a server, or why there is none. */
export type Asked<T> = { value: T } | { failed: { url: string; reason: string } };

/**
 * Releases of Kubernetes. The newest patch is what dl.k8s.io calls stable; days are those of the schedule that kubernetes.io is made of.
 * Source: kubernetes/website, data/releases/schedule.yaml; kubernetes, cmd/kubeadm/app/constants/constants.go.
 */
export class KubernetesReleases {
  readonly #network: Network;
  #schedule: Promise<Download> | undefined;

  constructor(network: Network) {
    this.#network = network;
  }

  async minor(minor: string): Promise<Asked<MinorRelease>> {
    const url = kubernetesAddresses.stable(minor);
    const stable = await this.#text(url);
    if ("failed" in stable) return stable;
    const [, newest] = /^v?(\d+\.\d+\.\d+)\s*$/.exec(stable.value) ?? [];
    if (newest === undefined) return { failed: { url, reason: "the answer is no version" } };
    this.#schedule ??= download({ url: kubernetesAddresses.schedule, limit: answerLimit }, this.#network);
    const schedule = await this.#schedule;
    if (!schedule.ok) return { failed: schedule };
    const days = daysIn(bytesText(schedule.bytes), minor, newest);
    if (days === undefined) return { failed: { url: kubernetesAddresses.schedule, reason: `it has no days of ${minor}` } };
    return { value: { newest, ...days } };
  }

  async images(version: string): Promise<Asked<KubeadmImages>> {
    const url = kubernetesAddresses.constants(version);
    const source = await this.#text(url);
    if ("failed" in source) return source;
    const [etcd, coredns, pause] = ["DefaultEtcdVersion", "CoreDNSVersion", "PauseVersion"].map((name) => constant(source.value, name));
    if (etcd === undefined || coredns === undefined || pause === undefined) return { failed: { url, reason: "a constant is missing" } };
    return { value: { etcd, coredns, pause } };
  }

  async #text(url: string): Promise<Asked<string>> {
    const answer = await download({ url, limit: answerLimit }, this.#network);
    return answer.ok ? { value: bytesText(answer.bytes) } : { failed: answer };
  }
}

interface Schedule {
  schedules?: {
    release?: string;
    releaseDate?: string;
    endOfLifeDate?: string;
    previousPatches?: { release?: string; targetDate?: string }[];
  }[];
}

/** Everything in the schedule is read as text: an unquoted 1.40 would be the number 1.4. */
function daysIn(text: string, minor: string, newest: string): Omit<MinorRelease, "newest"> | undefined {
  try {
    const { schedules = [] } = parse(text, { schema: "failsafe" }) as Schedule;
    const found = schedules.find(({ release }) => release === minor);
    const { releaseDate: released, endOfLifeDate: endOfLife, previousPatches = [] } = found ?? {};
    if (released === undefined || endOfLife === undefined || ![released, endOfLife].every(isDay)) return undefined;
    const day = previousPatches.find(({ release }) => release === newest)?.targetDate;
    return { released, endOfLife, newestReleased: day !== undefined && isDay(day) ? day : undefined };
  } catch {
    return undefined;
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function constant(source: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}\\s*=\\s*"([^"]+)"`, "m").exec(source)?.[1];
}
