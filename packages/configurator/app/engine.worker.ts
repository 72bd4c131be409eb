import { type EngineRequest, startEngine } from "../src/engine/messages.ts";

const engine = startEngine(() => performance.now());

addEventListener("message", ({ data }: MessageEvent<EngineRequest>) => {
  const answer = engine(data);
  if (answer instanceof Promise) void answer.then((later) => postMessage(later));
  else if (answer !== undefined) postMessage(answer);
});
