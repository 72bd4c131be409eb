import { type CelType, DYN, firstParam, isDynOrError, listType, mapType, opaqueType, sameType, secondParam, typeType } from "./cel-type.ts";

/** What type parameters stand for, by name. */
export type Substitution = ReadonlyMap<string, CelType>;

/**
 * Whether values of one type can be used as another; returns the substitution that makes it so.
 * Source: github.com/google/cel-go v0.29, checker/types.go (isAssignable).
 */
export function assign(substitution: Substitution, from: readonly CelType[], to: readonly CelType[]): Substitution | undefined {
  const draft = new Map(substitution);
  return listAssignable(draft, from, to) ? draft : undefined;
}

/** The more general of two types that unify. */
export function mostGeneral(a: CelType, b: CelType): CelType {
  return isEqualOrLessSpecific(a, b) ? a : b;
}

/** Replaces type parameters by what they stand for; `freeToDyn` turns those that stand for nothing into `dyn`. */
export function substitute(substitution: Substitution, type: CelType, freeToDyn: boolean): CelType {
  const bound = type.kind === "param" ? substitution.get(type.name) : undefined;
  if (bound !== undefined) return substitute(substitution, bound, freeToDyn);
  switch (type.kind) {
    case "param":
      return freeToDyn ? DYN : type;
    case "list":
      return listType(substitute(substitution, firstParam(type), freeToDyn));
    case "map":
      return mapType(substitute(substitution, firstParam(type), freeToDyn), substitute(substitution, secondParam(type), freeToDyn));
    case "opaque":
      return type.params.length === 0
        ? type
        : opaqueType(
            type.name,
            type.params.map((param) => substitute(substitution, param, freeToDyn)),
          );
    case "type":
      return typeType(substitute(substitution, firstParam(type), freeToDyn));
    default:
      return type;
  }
}

function listAssignable(draft: Map<string, CelType>, from: readonly CelType[], to: readonly CelType[]): boolean {
  return from.length === to.length && from.every((type, i) => assignable(draft, type, to[i] as CelType));
}

function assignable(draft: Map<string, CelType>, from: CelType, to: CelType): boolean {
  if (to.kind === "param") {
    const { valid, bound } = bind(draft, from, to);
    if (valid) return true;
    if (bound) return false;
  }
  if (from.kind === "param") return bind(draft, to, from).valid;
  if (isDynOrError(from) || isDynOrError(to)) return true;
  if (from.kind === "null") return isNullable(to);
  if (to.kind === "null") return isNullable(from);
  switch (from.kind) {
    case "type":
      return to.kind === "type";
    case "opaque":
    case "list":
    case "map":
      return from.kind === to.kind && from.name === to.name && listAssignable(draft, from.params, to.params);
    default:
      return from.kind === to.kind && from.name === to.name;
  }
}

/** Tries to let the parameter `param` stand for `type`, or for the more general of `type` and what it stands for already. */
function bind(draft: Map<string, CelType>, type: CelType, param: CelType): { valid: boolean; bound: boolean } {
  if (sameType(type, param)) return { valid: true, bound: true };
  const known = draft.get(param.name);
  if (known !== undefined) {
    if (sameType(type, known)) return { valid: true, bound: true };
    if (!assignable(draft, type, known)) return { valid: false, bound: true };
    const general = mostGeneral(type, known);
    if (!occursIn(draft, param, general)) draft.set(param.name, general);
    return { valid: true, bound: true };
  }
  if (occursIn(draft, param, type)) return { valid: false, bound: false };
  draft.set(param.name, type);
  return { valid: true, bound: false };
}

function occursIn(draft: Map<string, CelType>, param: CelType, type: CelType): boolean {
  if (sameType(param, type)) return true;
  if (type.kind === "param") {
    const known = draft.get(type.name);
    return known !== undefined && occursIn(draft, param, known);
  }
  return type.params.some((inner) => occursIn(draft, param, inner));
}

/** Types that null is assignable to. */
function isNullable(type: CelType): boolean {
  return type.kind === "null" || type.kind === "opaque" || type.kind === "struct" || type.kind === "duration" || type.kind === "timestamp";
}

function isEqualOrLessSpecific(a: CelType, b: CelType): boolean {
  if (a.kind === "dyn" || a.kind === "param") return true;
  if (b.kind === "dyn" || b.kind === "param") return false;
  if (a.kind !== b.kind) return false;
  if (a.kind === "type") return true;
  if (a.kind !== "opaque" && a.kind !== "list" && a.kind !== "map") return sameType(a, b);
  return (
    a.name === b.name &&
    a.params.length === b.params.length &&
    a.params.every((param, i) => isEqualOrLessSpecific(param, b.params[i] as CelType))
  );
}
