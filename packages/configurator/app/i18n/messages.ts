import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { de } from "./de.ts";
import { en, type MessageId } from "./en.ts";

/** Says a message, with what is to be filled in. */
export type Say = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

const languages = { en, de };

/** Messages of a language. */
export function sayIn(language: keyof typeof languages): Say {
  const messages: Record<MessageId, string> = languages[language];
  return (id, values = {}) => messages[id].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

export const SayContext = createContext<Say>(sayIn("en"));

/** Messages in the language of the page. */
export function useSay(): Say {
  return useContext(SayContext);
}
