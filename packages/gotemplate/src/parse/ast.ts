/**
 * The syntax tree of a template (text/template/parse, node.go). `offset` is the position of a node in the template text in UTF-16
 * units, at the place that Go reports in errors: for a chain like `.a.b` that is where the second part starts.
 */
interface At {
  readonly offset: number;
}

export interface TextNode extends At {
  readonly kind: "text";
  readonly text: string;
}

/** `{{ pipeline }}`; prints the value unless the pipeline declares or assigns. */
export interface ActionNode extends At {
  readonly kind: "action";
  readonly pipe: PipeNode;
}

export interface BranchNode extends At {
  readonly kind: "if" | "with" | "range";
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
}

/** `{{ template "name" pipeline }}`, and what is left in place of a `block`. */
export interface TemplateNode extends At {
  readonly kind: "template";
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}

export interface BreakNode extends At {
  readonly kind: "break";
}

export interface ContinueNode extends At {
  readonly kind: "continue";
}

export type StatementNode = TextNode | ActionNode | BranchNode | TemplateNode | BreakNode | ContinueNode;

export interface ListNode extends At {
  readonly kind: "list";
  readonly nodes: readonly StatementNode[];
}

/** `$a, $b := command | command`. */
export interface PipeNode extends At {
  readonly kind: "pipe";
  /** `=` instead of `:=`. */
  readonly isAssign: boolean;
  readonly declarations: readonly VariableNode[];
  readonly commands: readonly CommandNode[];
}

export interface CommandNode extends At {
  readonly kind: "command";
  /** What is called or read, then its arguments; never empty. */
  readonly operands: readonly OperandNode[];
}

/** `.a.b` */
export interface FieldNode extends At {
  readonly kind: "field";
  readonly names: readonly string[];
}

/** `$x.a.b`; the first name has the dollar sign. */
export interface VariableNode extends At {
  readonly kind: "variable";
  readonly names: readonly string[];
}

/** `(pipeline).a.b`, or a function without arguments and fields of its result. */
export interface ChainNode extends At {
  readonly kind: "chain";
  readonly node: OperandNode;
  readonly names: readonly string[];
}

/** The name of a function. */
export interface IdentifierNode extends At {
  readonly kind: "identifier";
  readonly name: string;
}

export interface DotNode extends At {
  readonly kind: "dot";
}

export interface NilNode extends At {
  readonly kind: "nil";
}

export interface BoolNode extends At {
  readonly kind: "bool";
  readonly value: boolean;
}

export interface StringNode extends At {
  readonly kind: "string";
  /** As written, with quotes. */
  readonly quoted: string;
  readonly text: string;
}

/** A numeric constant under every type that can hold it: Go's untyped constants. */
export interface NumberNode extends At {
  readonly kind: "number";
  /** As written. */
  readonly text: string;
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  readonly isComplex: boolean;
}

export type OperandNode =
  | FieldNode
  | VariableNode
  | ChainNode
  | IdentifierNode
  | PipeNode
  | DotNode
  | NilNode
  | BoolNode
  | StringNode
  | NumberNode;

export type Node = StatementNode | ListNode | CommandNode | OperandNode;
