export {
  type ClassReference,
  classReferenceOf,
  nameOf,
  namespaceOf,
  withClassReference,
  withNamespace,
  withVariables,
} from "@cstack/clusterclass";
