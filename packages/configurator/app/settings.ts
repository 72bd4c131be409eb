import { useEffect, useState } from "preact/hooks";

/** What somebody chose for this browser; without it the browser says. */
export interface Settings {
  language: "en" | "de";
  theme: "light" | "dark";
}

/** Settings that this browser keeps, and what changes one of them. */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(readSettings);
  useEffect(() => {
    document.documentElement.lang = settings.language;
    document.documentElement.dataset["theme"] = settings.theme;
  }, [settings]);
  const change = (next: Partial<Settings>): void => {
    for (const [name, value] of Object.entries(next)) keep(name, value);
    setSettings((before) => ({ ...before, ...next }));
  };
  return [settings, change];
}

function readSettings(): Settings {
  const language = kept("language") ?? navigator.language.slice(0, 2);
  const theme = kept("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  return { language: language === "de" ? "de" : "en", theme: theme === "dark" ? "dark" : "light" };
}

// A browser may refuse to keep anything; the page works without.
function kept(name: string): string | null {
  try {
    return localStorage.getItem(`cstack.${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`cstack.${name}`, value);
  } catch {
    // Nothing depends on it.
  }
}
