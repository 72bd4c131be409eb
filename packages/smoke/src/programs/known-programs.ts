/** A program that lanes call, and how it tells its version. */
export interface KnownProgram {
  name: string;
  purpose: string;
  /** Arguments that make it print its version; left out where any version will do. */
  version?: readonly string[];
  /** The oldest version that works. */
  minimum?: string;
  /** How people come by it. */
  repair: string;
}

const built = "run `npm run tools`, or install it";

/** All programs that lanes call, but those of controllers, which providers name. */
export const knownPrograms: readonly KnownProgram[] = [
  { name: "go", purpose: "builds tools", version: ["env", "GOVERSION"], minimum: "1.24.0", repair: "install Go" },
  {
    name: "docker",
    purpose: "runs machines as containers",
    version: ["version", "--format", "{{.Server.Version}}"],
    minimum: "20.10.0",
    repair: "install Docker and start it",
  },
  { name: "kind", purpose: "makes the management cluster", version: ["version"], minimum: "0.24.0", repair: built },
  {
    name: "kubectl",
    purpose: "applies bundles as a CSP would",
    version: ["version", "--client", "--output=json"],
    minimum: "1.30.0",
    repair: built,
  },
  { name: "helm", purpose: "renders charts of bundles", version: ["version", "--short"], minimum: "3.14.0", repair: built },
  { name: "clusterctl", purpose: "describes Clusters in reports", version: ["version", "--output=short"], minimum: "1.9.0", repair: built },
  { name: "etcd", purpose: "stores what the API server knows", version: ["--version"], minimum: "3.5.0", repair: built },
  {
    name: "kube-apiserver",
    purpose: "is the management cluster of the control-plane lane",
    version: ["--version"],
    minimum: "1.31.0",
    repair: built,
  },
  { name: "kubeconform", purpose: "checks rendered addons against schemas", repair: "install it" },
  { name: "docker-registry", purpose: "a real registry that releases are pushed to", repair: "install it" },
  { name: "chromium", purpose: "opens the configurator as people do", repair: "install it" },
  { name: "git", purpose: "builds each ledger entry from the commit that added it", repair: "install it" },
];
