/** A page as it is put into its frame. */
export interface FramedPage {
  title: string;
  body: string;
  /** Way from the page to the root of the catalog: `..` */
  root: string;
}

/** The whole HTML of a page: no script, one style sheet, nothing from other places. */
export function pageFrame({ title, body, root }: FramedPage): string {
  const plain = title.replaceAll(/[`*_]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:">
<meta name="color-scheme" content="light dark">
<title>${plain} - Cluster stacks</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}/docs/style.css">
</head>
<body>
<nav><a href="${root}/index.html">Catalog</a> <a href="${root}/docs/index.html">Documentation</a></nav>
<main>
${body}</main>
</body>
</html>
`;
}

export const styleSheet = `:root { color-scheme: light dark; font: 1rem/1.55 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.25rem 4rem; color: light-dark(#1b1f24, #e6e8eb); background: light-dark(#fff, #14171b); }
nav { display: flex; gap: 1rem; padding-block: 0.5rem; border-bottom: 1px solid light-dark(#d0d7de, #3a4048); }
a { color: light-dark(#0b57b0, #8ab8ff); }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
pre, table { display: block; overflow-x: auto; }
pre { padding: 0.75rem 1rem; background: light-dark(#f4f6f8, #20252b); }
code { font-family: ui-monospace, monospace; font-size: 0.92em; }
table { border-collapse: collapse; }
th, td { padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; border: 1px solid light-dark(#d0d7de, #3a4048); }
`;
