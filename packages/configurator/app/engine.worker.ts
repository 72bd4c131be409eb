import { type EngineAnswer, type EngineRequest, startEngine } from "../src/engine/messages.ts";

const engine = startEngine(() => performance.now());

addEventListener("message", ({ data }: MessageEvent<EngineRequest>) => {
  const answer: EngineAnswer | undefined = engine(data);
  if (answer !== undefined) postMessage(answer);
});
