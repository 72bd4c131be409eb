import { Command } from "commander";
import { runBatch, textOf } from "../batch.ts";
import { refuseOneStreamTwice } from "../evaluation-input.ts";
import { CommandFailure, exitCodes, usageFailure } from "../failure.ts";
import { nameOfInput, readInputText } from "../input-text.ts";
import { visible } from "../paint.ts";
import { readTemplateData, renderTemplate, type TemplateResult } from "../render-template.ts";

interface TemplateFlags {
  data?: string;
  batch?: boolean;
  output: string;
}

const examples = `
Examples:
  cstack template patch.tpl --data values.json
  echo '{{ .replicas | add 1 }}' | cstack template - --data values.json -o json
  cstack template --batch < templates.jsonl   {"id","template","data"} a line; {"id","out","value"} or {"id","error"} comes back, exit code 0`;

export function templateCommand(): Command {
  return new Command("template")
    .summary("one Go template as the patch engine renders it")
    .description(
      "Renders a Go template as Cluster API renders valueFrom.template and enabledIf: sprig's hermetic functions, the result read as YAML. Data without builtins are variables; .builtin is what the data have under that name.",
    )
    .argument("[file]", "file with the template, or -")
    .option("--data <file>", "file with the data, JSON or YAML, or - (default: none)")
    .option("--batch", "JSON lines from standard input")
    .option("-o, --output <format>", "text or json", "text")
    .addHelpText("after", examples)
    .action(run);
}

async function run(file: string | undefined, flags: TemplateFlags): Promise<void> {
  if (flags.output !== "text" && flags.output !== "json") throw usageFailure(`Unknown output format "${flags.output}". Known: text, json.`);
  if (flags.batch === true) await templateBatch(file, flags);
  else templateOne(file, flags);
}

async function templateBatch(file: string | undefined, { data }: TemplateFlags): Promise<void> {
  if (file !== undefined || data !== undefined) throw usageFailure("--batch reads whole cases from standard input; it goes with no file.");
  await runBatch(
    (input) => renderTemplate(textOf(input, "template"), Object.hasOwn(input, "data") ? input["data"] : undefined),
    (message) => ({ error: message }),
  );
}

function templateOne(file: string | undefined, { data, output }: TemplateFlags): void {
  if (file === undefined) throw usageFailure("Name a file with a template, - for standard input, or --batch.");
  refuseOneStreamTwice([file, data]);
  const values = data === undefined ? undefined : readTemplateData(nameOfInput(data), readInputText(data));
  const result = renderTemplate(readInputText(file), values);
  if (output === "json") process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  else printText(result);
  if (result.error !== undefined) throw new CommandFailure(exitCodes.findings, visible(`${nameOfInput(file)}: ${result.error}`));
}

/** The text as it is, with a line break at its end, so that a terminal's prompt stands on a line of its own. */
function printText({ out }: TemplateResult): void {
  if (out !== undefined) process.stdout.write(out === "" || out.endsWith("\n") ? out : `${out}\n`);
}
