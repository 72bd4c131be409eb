/** Commands of the documentation that this lane does not run, and why. Each entry must match a command that there is. */
export const notRun: readonly { command: RegExp; why: string }[] = [
  { command: /^npm (start|test)\b/, why: "builds and tests the whole checkout, which CI does first" },
  { command: /^npm run release:prepare/, why: "asks the registry of npm; the offline lane runs both of its parts" },
  { command: /\bkubectl\b|^clusterctl |clusterctl init/, why: "needs a cluster" },
  { command: /^kind /, why: "needs Docker; the kind lane makes such a cluster" },
  { command: /cstack smoke/, why: "needs Docker; the kind lane runs it" },
  { command: /cstack check /, why: "needs a cluster; the kind lane runs it" },
  { command: /^(run|name)=/, why: "reads what a run in the kind lane left" },
  { command: /deliver\.sh/, why: "needs a cluster and Helm; the control-plane lane runs such scripts" },
  { command: /cstack charts /, why: "fetches from chart repositories; tests give it a server of their own" },
  { command: /--vendor-charts/, why: "needs the archives that cstack charts vendor fetched" },
  { command: /cstack publish /, why: "needs a registry; the registry lane publishes" },
  { command: /cstack verify /, why: "needs a published release; the offline lane verifies one" },
  { command: /cstack prepare .*--run/, why: "needs a cloud; the offline lane runs it against a stand-in" },
  { command: /cstack upgrade-path /, why: "needs releases in the ledger, which has none yet" },
  { command: /path\/to\/tree/, why: "stands for a tree of the reader's" },
  { command: /--cluster prod\.yaml/, why: "reads what kubectl printed in the line before" },
];
