import type { ClusterPath } from "../../src/cluster/cluster-path.ts";
import type { Field } from "../../src/form/field.ts";
import { CollectionInput } from "./collection-input.tsx";
import { FieldFrame } from "./field-frame.tsx";
import { useValue } from "./form-context.ts";
import { BooleanInput, ChoiceInput, TextInput, YamlInput } from "./scalar-inputs.tsx";

interface Props {
  field: Field;
  path: ClusterPath;
  notes?: readonly string[];
}

const groups: readonly Field["kind"][] = ["object", "list", "map"];

/** The input for a field, of any kind. */
export function FieldInput({ field, path, notes = [] }: Props) {
  const isGroup = groups.includes(field.kind);
  const bound = useValue(path, !isGroup);
  return (
    <FieldFrame field={field} bound={bound} notes={notes} isGroup={isGroup}>
      <KindInput field={field} path={path} bound={bound} />
    </FieldFrame>
  );
}

function KindInput({ field, path, bound }: { field: Field; path: ClusterPath; bound: ReturnType<typeof useValue> }) {
  switch (field.kind) {
    case "object":
      return (
        <fieldset class="members" aria-labelledby={`${bound.id}-name`}>
          {field.members.map((member) => (
            <FieldInput key={member.name} field={member} path={[...path, member.name]} />
          ))}
        </fieldset>
      );
    case "list":
    case "map":
      return <CollectionInput field={field} path={path} bound={bound} />;
    case "boolean":
      return <BooleanInput field={field} bound={bound} />;
    case "choice":
      return <ChoiceInput field={field} bound={bound} />;
    case "yaml":
      return <YamlInput field={field} bound={bound} />;
    case "text":
    case "integer":
    case "number":
      return <TextInput field={field} bound={bound} />;
  }
}
