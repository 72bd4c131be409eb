import { parseTemplate, visitNodes } from "@cstack/gotemplate";
import type { FieldError } from "../../api/errors.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { LintInput } from "./input.ts";
import { templatesOf } from "./templates.ts";

const changing = new Set(
  "randInt shuffle genPrivateKey genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey bcrypt htpasswd encryptAES ago keys values".split(
    " ",
  ),
);
const sorting = "sortAlpha";

/** Functions whose result changes from one reconciliation to the next. */
export const functionLints: readonly Rule<LintInput>[] = [
  {
    id: "CC-L10",
    title: "Templates give the same text every time",
    source: clusterApi("core/reconcilers/topology/cluster/patches/inline/json_patch_generator.go", "renderValueTemplate"),
    check: changingFunctions,
  },
];

function changingFunctions(input: LintInput): FieldError[] {
  return templatesOf(input).flatMap(({ template, field }) => {
    const names = functionsOf(template.text);
    const found = [...names].filter((name) => changing.has(name) && !((name === "keys" || name === "values") && names.has(sorting)));
    return found.map((name) => ({
      field,
      message: `${name} gives another result at each reconciliation: templates rotate and machines roll for ever`,
    }));
  });
}

function functionsOf(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  visitNodes(parseTemplate("tpl", text), (node) => {
    if (node.kind === "identifier") names.add(node.name);
  });
  return names;
}
