import type { MachineRollout, ObjectChange, RolloutPlan } from "@cstack/clusterclass";
import { useSay } from "../i18n/messages.ts";
import { ChangesList } from "./changes-list.tsx";

/** Which machines are replaced in which step, and which objects change how. */
export function RolloutView({ rollout: { rolls, objects, upgrade } }: { rollout: RolloutPlan }) {
  const say = useSay();
  return (
    <>
      <h3>{say("replaced")}</h3>
      {rolls.length === 0 ? (
        <p class="note good">{say("nothingRolls")}</p>
      ) : (
        <ol class="rolls">
          {[...rolls]
            .sort((a, b) => a.step - b.step)
            .map((roll) => (
              <Roll key={roll.machines} roll={roll} />
            ))}
        </ol>
      )}
      {upgrade !== undefined && (
        <p class="note">
          {say("controlPlane")}: {upgrade.controlPlane.join(" → ")}
        </p>
      )}
      <h3>{say("changedObjects")}</h3>
      {objects.length === 0 && <p class="note">{say("nothingChanges")}</p>}
      {objects.map((object) => (
        <ChangedObject key={object.role} object={object} />
      ))}
    </>
  );
}

function Roll({ roll: { machines, limits, reasons, decidedBy, deferred } }: { roll: MachineRollout }) {
  const say = useSay();
  const { replicas, maxUnavailable, maxSurge } = limits;
  const amounts = [
    replicas === null ? "" : `× ${replicas}`,
    maxUnavailable === null ? "" : `−${maxUnavailable}`,
    maxSurge === null ? "" : `+${maxSurge}`,
  ];
  return (
    <li>
      <strong>{machines}</strong> <span class="faint">{amounts.filter(Boolean).join(" ")}</span>
      {decidedBy === "provider" && <span class="badge">{say("byProvider")}</span>}
      {deferred && <span class="badge">{say("deferred")}</span>}
      <ul>
        {reasons.map(({ rule, role }) => (
          <li key={`${role} ${rule}`}>
            {rule} <span class="faint">{role === machines ? "" : role}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function ChangedObject({ object: { role, kind, effect, fields } }: { object: ObjectChange }) {
  const say = useSay();
  return (
    <details class="group">
      <summary>
        <span>{kind}</span> <span class="faint">{role}</span> <span class="badge">{say(`effect_${effect}`)}</span>
      </summary>
      {fields.length > 0 && <ChangesList changes={fields} />}
    </details>
  );
}
