import type { ComponentChildren } from "preact";
import type { AddonData, FeatureData, HistoryData, ImageData, VariableData } from "../../src/catalog-data.ts";
import type { MessageId } from "../i18n/en.ts";
import { useSay } from "../i18n/messages.ts";
import { Prose } from "../prose.tsx";
import { shortValue } from "../short-value.ts";

/** A part of the page of a unit, closed until somebody wants it; left out where nothing is known. */
function Part({ title, count, open = false, children }: { title: MessageId; count: number; open?: boolean; children: ComponentChildren }) {
  const say = useSay();
  if (count === 0) return null;
  return (
    <details class="group part" open={open}>
      <summary>
        <h2>{say(title)}</h2> <span class="badge">{count}</span>
      </summary>
      {children}
    </details>
  );
}

/** A table that scrolls by itself where the page is narrow. */
function Table({ heads, children }: { heads: readonly string[]; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
    <div class="table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function AddonsPart({ addons }: { addons: readonly AddonData[] }) {
  const say = useSay();
  return (
    <Part title="addons" count={addons.length} open>
      <Table heads={[say("name"), say("chart"), say("application"), say("stage"), say("switchedBy")]}>
        {addons.map(({ id, chart, switch: own, details }) => (
          <tr key={id}>
            <th scope="row">{details?.title ?? id}</th>
            <td>{chart}</td>
            <td>{details?.app ?? ""}</td>
            <td>{details?.stage ?? ""}</td>
            <td>
              {own === undefined ? say("always") : <code>{`${own.variable}: ${own.values.join(" | ")}`}</code>}{" "}
              {own !== undefined && <span class="faint">{say(own.byDefault ? "onByDefault" : "offByDefault")}</span>}
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

export function VariablesPart({ variables }: { variables: readonly VariableData[] }) {
  const say = useSay();
  return (
    <Part title="variables" count={variables.length}>
      <Table heads={[say("name"), say("type"), say("default"), say("description"), say("afterwards")]}>
        {variables.map(({ name, schema, description, change, immutable }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{shortValue(schema["enum"] ?? schema["type"])}</td>
            <td>{schema["default"] === undefined ? "" : <code>{shortValue(schema["default"], 40)}</code>}</td>
            <td>{description}</td>
            <td>{immutable ? say("immutable") : (change ?? "")}</td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

export function FeaturesPart({ features }: { features: readonly FeatureData[] }) {
  return (
    <Part title="features" count={features.length}>
      {features.map(({ id, title, docs, variables }) => (
        <section key={id} class="feature">
          <h3>{title}</h3>
          <Prose text={docs} />
          <p class="note">
            {variables.map((name) => (
              <code key={name}>{name} </code>
            ))}
          </p>
        </section>
      ))}
    </Part>
  );
}

export function ImagesPart({ images }: { images: readonly ImageData[] }) {
  const say = useSay();
  return (
    <Part title="images" count={images.length}>
      <Table heads={[say("name"), say("images")]}>
        {images.map(({ component, image, url, digest }) => (
          <tr key={`${component} ${image ?? url}`}>
            <th scope="row">{component}</th>
            <td class="long">
              {image ?? url ?? "–"} {digest !== undefined && <span class="faint">{digest}</span>}
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

export function HistoryPart({ history }: { history: readonly HistoryData[] }) {
  const say = useSay();
  return (
    <Part title="history" count={history.length} open>
      {history.map(({ version, date, kubernetes, severity, reasons, changes, withdrawn }) => (
        <section key={version} class="feature">
          <h3>
            {version} <span class="badge">{severity}</span> {withdrawn !== undefined && <span class="badge bad">{say("withdrawn")}</span>}
          </h3>
          <p class="note">
            {date} · Kubernetes {kubernetes}
          </p>
          {withdrawn !== undefined && <p>{withdrawn.reason}</p>}
          <ul>
            {reasons.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <Prose text={changes ?? ""} />
        </section>
      ))}
    </Part>
  );
}
