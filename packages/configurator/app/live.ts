import { useEffect, useState } from "preact/hooks";
import { forgetFetched } from "./load.ts";

/** Whether somebody changes the catalog behind this page: how often it changed, and why it could not. */
export interface Live {
  generation: number;
  problem: string;
}

/** Listens to `cstack ui`, which names in the page where its news are. Any other server has none. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ generation: 0, problem: "" });
  useEffect(() => {
    const address = document.querySelector<HTMLMetaElement>("meta[name=cstack-events]")?.content;
    if (address === undefined) return;
    const source = new EventSource(address);
    source.addEventListener("catalog", () => {
      forgetFetched();
      setLive(({ generation }) => ({ generation: generation + 1, problem: "" }));
    });
    source.addEventListener("problem", ({ data }: MessageEvent<string>) => {
      setLive((before) => ({ ...before, problem: String(JSON.parse(data)) }));
    });
    return () => source.close();
  }, []);
  return live;
}
