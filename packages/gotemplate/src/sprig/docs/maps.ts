import { doc, type FunctionDoc } from "./function-doc.ts";

/** Maps. */
export const mapsDocs: readonly FunctionDoc[] = [
  doc("dict(pairs ...any) map[string]any", "A map of keys and values.", '{{ dict "a" 1 "b" 2 }}', "map[a:1 b:2]"),
  doc("get(map map[string]any, key string) any", "The value of a key; an empty text if it is missing.", '{{ get (dict "a" 1) "a" }}', "1"),
  doc(
    "set(map map[string]any, key string, value any) map[string]any",
    "Sets a key of the map itself, and gives the map.",
    '{{ $d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ $d }}',
    "map[a:1 b:2]",
  ),
  doc(
    "unset(map map[string]any, key string) map[string]any",
    "Removes a key from the map itself, and gives the map.",
    '{{ unset (dict "a" 1 "b" 2) "a" }}',
    "map[b:2]",
  ),
  doc("hasKey(map map[string]any, key string) bool", "Tells whether a map has a key.", '{{ hasKey (dict "a" 1) "b" }}', "false"),
  doc(
    "pluck(key string, maps ...map[string]any) []any",
    "The values of one key in several maps.",
    '{{ pluck "a" (dict "a" 1) (dict "a" 2) }}',
    "[1 2]",
  ),
  doc("keys(maps ...map[string]any) []string", "The keys of maps; sorted here, in random order in Go.", '{{ keys (dict "a" 1) }}', "[a]"),
  doc(
    "values(map map[string]any) []any",
    "The values of a map; sorted by key here, in random order in Go.",
    '{{ values (dict "a" 1) }}',
    "[1]",
  ),
  doc(
    "pick(map map[string]any, keys ...string) map[string]any",
    "A map of only these keys.",
    '{{ pick (dict "a" 1 "b" 2) "a" }}',
    "map[a:1]",
  ),
  doc(
    "omit(map map[string]any, keys ...string) map[string]any",
    "A map of all but these keys.",
    '{{ omit (dict "a" 1 "b" 2) "a" }}',
    "map[b:2]",
  ),
  doc(
    "dig(arguments ...any) any",
    "The value below keys, or a default: keys, then the default, then the map.",
    '{{ dig "a" "b" "none" (dict "a" (dict "b" 1)) }}',
    "1",
  ),
  doc(
    "merge(target map[string]any, sources ...map[string]any) any",
    "Fills what the target lacks, at any depth; changes the target.",
    '{{ merge (dict "a" 1) (dict "a" 2 "b" 3) }}',
    "map[a:1 b:3]",
  ),
  doc(
    "mustMerge(target map[string]any, sources ...map[string]any) any",
    "As merge, with an error instead of an empty text if it fails.",
    '{{ mustMerge (dict "a" 1) (dict "b" 2) }}',
    "map[a:1 b:2]",
  ),
  doc(
    "mergeOverwrite(target map[string]any, sources ...map[string]any) any",
    "Puts the sources over the target, at any depth; changes the target.",
    '{{ mergeOverwrite (dict "a" 1) (dict "a" 2 "b" 3) }}',
    "map[a:2 b:3]",
  ),
  doc(
    "mustMergeOverwrite(target map[string]any, sources ...map[string]any) any",
    "As mergeOverwrite, with an error if it fails.",
    '{{ mustMergeOverwrite (dict "a" 1) (dict "a" 2) }}',
    "map[a:2]",
  ),
  doc(
    "deepCopy(value any) any",
    "A copy that shares nothing with the value.",
    '{{ $a := dict "b" 1 }}{{ $c := deepCopy $a }}{{ $_ := set $c "b" 2 }}{{ $a }}',
    "map[b:1]",
  ),
  doc("mustDeepCopy(value any) any", "The same as deepCopy in a template.", "{{ mustDeepCopy (list 1) }}", "[1]"),
];
