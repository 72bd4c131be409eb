import { useEffect, useRef, useState } from "preact/hooks";
import type { Finding } from "../../src/form/field-errors.ts";
import { useSay } from "../i18n/messages.ts";
import type { YamlEditor } from "./yaml-editor.ts";

interface Props {
  text: string;
  findings: readonly Finding[];
  /** Somebody is in the editor: its text comes before the answer of the engine. */
  editing: boolean;
  onWrite: (text: string) => void;
}

/** The YAML of the Cluster. The editor is loaded after the page stands; until then the text is there to be read. */
export function EditorPanel({ text, findings, editing, onWrite }: Props) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<YamlEditor>();
  const write = useRef(onWrite);
  write.current = onWrite;

  useEffect(() => {
    let made: YamlEditor | undefined;
    let current = true;
    void import("./yaml-editor.ts").then(({ createYamlEditor }) => {
      if (!current || place.current === null) return;
      made = createYamlEditor(place.current, { text, label: say("yamlOf"), onWrite: (next) => write.current(next) });
      setEditor(made);
    });
    return () => {
      current = false;
      made?.destroy();
    };
  }, []);

  useEffect(() => {
    if (!editing) editor?.showText(text);
  }, [editor, text, editing]);
  useEffect(() => editor?.showFindings(findings), [editor, findings]);

  return (
    <>
      <h2>{say("yaml")}</h2>
      {editor === undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
        <pre class="yaml-text" tabIndex={0}>
          {text}
        </pre>
      )}
      <div class="editor" ref={place} />
    </>
  );
}
