import type { FieldError } from "../../api/errors.ts";
import type { SecretSource } from "../../api/kubeadm.ts";
import { isDefined } from "../primitives/defined.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { KubeadmConfigInput } from "./input.ts";

const file = "bootstrap/kubeadm/webhooks/admission/kubeadmconfig.go";

/** Where files and passwords come from. */
export const fileAndUserRules: readonly Rule<KubeadmConfigInput>[] = [
  {
    id: "KC-01",
    title: "A file has content or contentFrom, not both",
    source: clusterApi(file, "validateFiles"),
    check: (input) =>
      files(input).flatMap(({ item, field }) =>
        item.content && isDefined(item.contentFrom) ? [{ field, message: "both content and contentFrom are set; drop one" }] : [],
      ),
  },
  {
    id: "KC-02",
    title: "contentFrom names a secret and a key",
    source: clusterApi(file, "validateFiles"),
    check: (input) => files(input).flatMap(({ item, field }) => incompleteSource(item.contentFrom, `${field}.contentFrom`)),
  },
  { id: "KC-03", title: "Paths of files are unique", source: clusterApi(file, "validateFiles"), check: repeatedPaths },
  {
    id: "KC-04",
    title: "A user has passwd or passwdFrom, not both",
    source: clusterApi(file, "validateUsers"),
    check: (input) =>
      users(input).flatMap(({ item, field }) =>
        item.passwd && isDefined(item.passwdFrom) ? [{ field, message: "both passwd and passwdFrom are set; drop one" }] : [],
      ),
  },
  {
    id: "KC-05",
    title: "passwdFrom names a secret and a key",
    source: clusterApi(file, "validateUsers"),
    check: (input) => users(input).flatMap(({ item, field }) => incompleteSource(item.passwdFrom, `${field}.passwdFrom`)),
  },
];

function files({ config, field }: KubeadmConfigInput) {
  return (config.files ?? []).map((item, i) => ({ item, field: `${field}.files[${i}]` }));
}

function users({ config, field }: KubeadmConfigInput) {
  return (config.users ?? []).map((item, i) => ({ item, field: `${field}.users[${i}]` }));
}

function incompleteSource(source: SecretSource | undefined, field: string): FieldError[] {
  if (!isDefined(source)) return [];
  return (["name", "key"] as const)
    .filter((name) => !source.secret?.[name])
    .map((name) => ({ field: `${field}.secret.${name}`, message: `set the ${name} of the secret` }));
}

function repeatedPaths(input: KubeadmConfigInput): FieldError[] {
  const seen = new Set<string>();
  return files(input).flatMap(({ item, field }) => {
    if (!seen.has(item.path)) {
      seen.add(item.path);
      return [];
    }
    return [{ field: `${field}.path`, message: `${item.path} is written twice; drop one file` }];
  });
}
