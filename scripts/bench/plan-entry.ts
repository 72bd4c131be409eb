/** What the bench of the engine measures, bundled as the command line is: sources of TypeScript do not run in Node as they are. */
export { planCluster, planDocuments } from "@cstack/clusterclass";
export {
  clusterOf,
  EjsRenderer,
  listUnits,
  parseRepository,
  readSourceTree,
  renderUnit,
  resolveUnit,
  runScenarios,
  scenariosOf,
} from "@cstack/generator";
export { toYamlStream } from "@cstack/model";
