import { dirname } from "node:path";
import { basename } from "node:path/posix";
import { Command } from "commander";
import { findingsFailure, usageFailure } from "../failure.ts";
import { type MigrationReport, migrate, problemsOf } from "../migrate/migrate.ts";
import { type MigrationRequest, readMigrationSources } from "../migrate/migration-sources.ts";
import { migrationText } from "../migrate/migration-text.ts";
import { parseFormat, printData } from "../output.ts";
import { planData } from "../plan-json.ts";
import { writeFiles } from "../write-files.ts";

interface MigrateFlags extends Omit<MigrationRequest, "file"> {
  out?: string;
  output: string;
}

const description = `Makes the Cluster of another class, such as those of upstream's stacks or an older release, one of a unit: variables get their new names and shapes, what the
other class did by itself is written out, and the new Cluster is validated and planned. The new manifest goes to standard output with its comments, what there is to
say about it to standard error. It says which way is open: in place, in place after a step with the operator, stepwise, or only with a new Cluster. Offline. Exit code 0
where the manifest can be applied to the Cluster that exists; 1 where it cannot, or something is lost or wrong.`;

const examples = `
Examples:
  cstack migrate cluster.yaml --to openstack-scs-1-35 > migrated.yaml
  cstack migrate cluster.yaml --to openstack-scs-1-35 --from installed-class.yaml -o json`;

export function migrateCommand(): Command {
  return new Command("migrate")
    .summary("a Cluster of another stack or an older release as one of a unit")
    .description(description)
    .argument("<cluster>", "file with the Cluster, or -")
    .requiredOption("--to <unit>", "unit, or a release of one")
    .option("--from <class>", "the class that it has now: unit id, bundle directory, file; then what rolls is exact")
    .option("--using <id>", "migration of the stack, where the name of the Cluster's class does not say which")
    .option("--out <file>", "where the new manifest goes instead; the report then goes to standard output")
    .option("-o, --output <format>", "text, json or yaml: as data the manifest is in the report", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", examples)
    .action(run);
}

function run(file: string, { out, output, ...request }: MigrateFlags): void {
  const format = parseFormat(output);
  if (file === "-" && request.from === "-") throw usageFailure("Standard input can be read once; name files for the others.");
  const report = migrate(readMigrationSources({ file, ...request }));
  if (out !== undefined) writeFiles(dirname(out), new Map([[basename(out), report.manifest]]));
  if (format !== "text" || out !== undefined) printData(format, reportData(report), () => migrationText(report));
  else {
    process.stderr.write(migrationText(report));
    process.stdout.write(report.manifest);
  }
  const problems = problemsOf(report);
  if (problems > 0) throw findingsFailure(problems);
}

/** The objects of the plan are left out: `cstack plan` has them. */
function reportData({ plan, ...report }: MigrationReport) {
  const { objects: _, ...rest } = planData(plan);
  return { ...report, plan: rest };
}
