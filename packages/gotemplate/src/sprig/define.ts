import {
  type CallContext,
  GoError,
  GoInteger,
  type GoIntegerKind,
  type GoObject,
  GoOpaque,
  GoSlice,
  GoTypedMap,
  type GoValue,
  isGoObject,
  type TemplateFunction,
} from "../values.ts";

/** A parameter of a template function: its Go type, and how the checked argument becomes the type that the TypeScript function takes. */
export interface Parameter<T> {
  readonly type: string;
  readonly read: (argument: GoValue) => T;
}

/** A `map[string]interface {}` argument, which may be a nil map. */
export type MapArgument = GoObject | GoTypedMap;

type Values<P extends readonly Parameter<unknown>[]> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

export const any: Parameter<GoValue> = { type: "interface {}", read: (argument) => argument };

export const text: Parameter<string> = {
  type: "string",
  read: (argument) => (typeof argument === "string" ? argument : mismatch("string")),
};

export const bool: Parameter<boolean> = {
  type: "bool",
  read: (argument) => (typeof argument === "boolean" ? argument : mismatch("bool")),
};

export const float: Parameter<number> = {
  type: "float64",
  read: (argument) => (typeof argument === "number" ? argument : mismatch("float64")),
};

export const int = integer("int");
export const uint32 = integer("uint32");

export const map: Parameter<MapArgument> = {
  type: "map[string]interface {}",
  read: (argument) => (isGoObject(argument) || argument instanceof GoTypedMap ? argument : mismatch("map[string]interface {}")),
};

/** A `[]byte` argument, which may be nil. */
export const bytes: Parameter<GoSlice> = {
  type: "[]uint8",
  read: (argument) => (argument instanceof GoSlice ? argument : mismatch("[]uint8")),
};

/** A value of a named Go type. A nil pointer is refused: no method of sprig's types bears one. */
export function named(type: string): Parameter<GoOpaque> {
  const read = (argument: GoValue): GoOpaque => {
    if (argument === null) throw nilPointer();
    return argument instanceof GoOpaque ? argument : mismatch(type);
  };
  return { type, read };
}

/** The panic of reading through nil. */
export function nilPointer(): GoError {
  return new GoError("runtime error: invalid memory address or nil pointer dereference");
}

function integer(kind: GoIntegerKind): Parameter<bigint> {
  return { type: kind, read: (argument) => (argument instanceof GoInteger ? argument.value : mismatch(kind)) };
}

function mismatch(type: string): never {
  throw new GoError(`wrong type for value; expected ${type}`);
}

/** A function with a fixed number of parameters; it may also take the context of the call. */
export function define<const P extends readonly Parameter<unknown>[]>(
  parameters: P,
  call: (...args: [...Values<P>, CallContext]) => GoValue,
): TemplateFunction {
  return {
    parameters: parameters.map(({ type }) => type),
    call: (args, context) => call(...readAll(parameters, args), context),
  };
}

/** A function whose last parameter takes any number of arguments; it gets them as one array. */
export function defineVariadic<const P extends readonly Parameter<unknown>[], R>(
  parameters: P,
  rest: Parameter<R>,
  call: (...args: [...Values<P>, R[], CallContext]) => GoValue,
): TemplateFunction {
  const fixed = parameters.length;
  return {
    parameters: [...parameters.map(({ type }) => type), rest.type],
    variadic: true,
    call: (args, context) => {
      const tail = args.slice(fixed).map(rest.read);
      return call(...readAll(parameters, args), tail, context);
    },
  };
}

/** The same function, marked as one that changes an argument. */
export function mutating(definition: TemplateFunction): TemplateFunction {
  return { ...definition, mutates: true };
}

/** One value for each parameter, in order; TypeScript does not follow `map` through a tuple. */
function readAll<P extends readonly Parameter<unknown>[]>(parameters: P, args: readonly GoValue[]): Values<P> {
  return parameters.map(({ read }, index) => read(args[index])) as unknown as Values<P>;
}
