import { type EngineRequest, startEngine } from "../src/engine/messages.ts";

const engine = startEngine(() => performance.now());

addEventListener("message", ({ data }: MessageEvent<EngineRequest>) => {
  const answer = engine(data);
  if (answer !== undefined) postMessage(answer);
});
