import { Command } from "commander";
export function newCommand(): Command {
  return new Command("new").summary("a scaffold that builds and passes its checks");
}
