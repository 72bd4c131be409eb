import type { JsonObject } from "../api/json.ts";
import { asObject } from "../api/objects.ts";
import { validateObject as validateKnownKind } from "../rules/admission/validate-object.ts";
import { decodeObject, validateObject as validateBySchema } from "../rules/crd/schema-layer.ts";
import { pruneUnknown, type StructuralSchema } from "../schema/index.ts";
import { finding, type Judgement } from "./finding.ts";
import { type ProviderSchema, schemaOf } from "./provider-facts.ts";

/**
 * Judges an object by the schema of its kind: Cluster API's own kinds by their schemas and webhooks, a provider's by the reduced schemas.
 * Nothing is known about other kinds, which is undecided. Unknown fields are errors here: the topology controller writes with server-side
 * apply, which refuses them (structured-merge-diff v6, typed/validate.go: "field not declared in schema").
 */
export function judgeObject(object: JsonObject, subject: string, schemas: readonly ProviderSchema[]): Judgement {
  const schema = schemaOf(schemas, object);
  if (schema !== undefined) return judgeBySchema(object, subject, schema);
  const verdict = validateKnownKind(asObject(object));
  if (verdict === undefined) return unknownKind(object, subject);
  const unknown = verdict.warnings.flatMap((text) => /unknown field "(.*)"$/.exec(text)?.[1] ?? []);
  return {
    findings: [
      ...unknown.map((field) => unknownField(object, subject, field)),
      ...verdict.errors.map(({ field, message, rule }) =>
        finding("CC-J02", plain(field), rule ? `${message} (${rule})` : message, { subject }),
      ),
    ],
    undecided: verdict.undecided,
  };
}

function judgeBySchema(object: JsonObject, subject: string, schema: StructuralSchema): Judgement {
  const unknown: string[] = [];
  pruneUnknown(schema, object, { report: unknown, isResourceRoot: true });
  const decoded = decodeObject(schema, asObject(object));
  const { errors, undecided } = validateBySchema(schema, decoded.object);
  return {
    findings: [
      ...unknown.map((field) => unknownField(object, subject, field)),
      ...[...decoded.errors, ...errors].map(({ field, message }) => finding("CC-J02", plain(field), message, { subject })),
    ],
    undecided,
  };
}

function unknownField({ apiVersion, kind }: JsonObject, subject: string, field: string) {
  return finding("CC-J01", field, `${kind} of ${apiVersion} has no such field`, { subject });
}

function unknownKind({ apiVersion, kind }: JsonObject, subject: string): Judgement {
  const message = `no schema of ${kind} (${apiVersion}) is known, so its fields are not checked`;
  return { findings: [], undecided: [{ field: subject, message }] };
}

/** Kubernetes writes items of lists as `.[0]` in some places. */
function plain(field: string): string {
  return field.replaceAll(".[", "[");
}
