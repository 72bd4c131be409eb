import { execa } from "execa";

export interface ListedProcess {
  pid: number;
  command: string;
}

/** Processes of this machine, as `ps` lists them, that have a text in their command line. */
export async function processesWith(text: string): Promise<ListedProcess[]> {
  const { stdout } = await execa("ps", ["-ww", "-e", "-o", "pid=,args="]);
  return stdout
    .split("\n")
    .map((line) => /^\s*(\d+) (.*)$/.exec(line))
    .filter((match) => match?.[2]?.includes(text))
    .map((match) => ({ pid: Number(match?.[1]), command: match?.[2] ?? "" }));
}
