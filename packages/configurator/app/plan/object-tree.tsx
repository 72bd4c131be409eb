import type { ObjectSummary } from "../../src/engine/view-of-cluster.ts";

interface Props {
  objects: readonly ObjectSummary[];
  shown: string;
  onShow: (role: string) => void;
}

/** The objects of the plan, with what belongs to each below it. */
export function ObjectTree({ objects, shown, onShow }: Props) {
  const below = (parent: string | null) => objects.filter((object) => object.parent === parent);
  const list = (parent: string | null) => (
    <ul class="object-tree">
      {below(parent).map((object) => (
        <li key={object.role}>
          <button type="button" aria-current={object.role === shown ? "true" : undefined} onClick={() => onShow(object.role)}>
            <span class="kind">{object.kind}</span>
            {object.replicas !== null && <span class="badge">× {object.replicas}</span>}
            {object.changes > 0 && <span class="badge changed">± {object.changes}</span>}
            <span class="faint object-name">{object.name}</span>
          </button>
          {below(object.role).length > 0 && list(object.role)}
        </li>
      ))}
    </ul>
  );
  return list(null);
}
