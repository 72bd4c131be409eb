/** The parts of a URL; texts have one character a byte and no escapes, unless said otherwise. */
export interface Url {
  readonly scheme: string;
  /** What follows the scheme if it does not start with a slash, with escapes. */
  readonly opaque: string;
  readonly user: UserInfo | undefined;
  /** Name or address, with the port. */
  readonly host: string;
  readonly path: string;
  /** The path as it was written. */
  readonly rawPath: string;
  /** The query with escapes, without the question mark. */
  readonly rawQuery: string;
  readonly fragment: string;
  /** The fragment as it was written. */
  readonly rawFragment: string;
  /** A question mark stood there, whatever followed it. */
  readonly hasQuery: boolean;
  /** There was a scheme and a path, and no `//`. */
  readonly omitsHost: boolean;
}

/** A user name and, if there was a colon, a password. */
export interface UserInfo {
  readonly name: string;
  readonly password?: string;
}

/** A URL in which nothing is set. */
export const emptyUrl: Url = {
  scheme: "",
  opaque: "",
  user: undefined,
  host: "",
  path: "",
  rawPath: "",
  rawQuery: "",
  fragment: "",
  rawFragment: "",
  hasQuery: false,
  omitsHost: false,
};
