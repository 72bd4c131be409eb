import { describe, expect, test } from "vitest";
import { prepareRules, validateRules } from "./rule-validator.ts";

/** Whether an expression without variables holds; undefined if it fails. */
function holds(rule: string): boolean | undefined {
  const rules = prepareRules({ type: "boolean", "x-kubernetes-validations": [{ rule, message: "does not hold" }] }, false);
  if (rules === undefined) throw new Error("no rule");
  const { errors, undecided } = validateRules(rules, true, undefined, "at");
  if (undecided.length > 0) throw new Error(undecided[0]?.message);
  if (errors.length === 0) return true;
  return errors[0]?.message === "does not hold" ? false : undefined;
}

describe("functions of Kubernetes' CEL environment", () => {
  const rows: [string, string, string][] = [
    ["arithmetic", "7 / 2 == 3 && -7 % 3 == -1 && 7u - 2u == 5u && 1.5 * 2.0 == 3.0", "1 - 2 > 0"],
    ["order", "'a' < 'b' && false < true && 1 < 1.5 && b'a' < b'b' && 'ä' > 'z'", "'b' <= 'a'"],
    [
      "text",
      "'abc'.substring(1, 2) == 'b' && 'a-b'.split('-') == ['a', 'b'] && 'abc'.indexOf('c') == 2 && ' a '.trim() == 'a'",
      "'abc'.charAt(1) == 'a'",
    ],
    ["replace", "'aaa'.replace('a', 'b', 2) == 'bba' && 'ab'.replace('', '-') == '-a-b-'", "'aaa'.replace('a', 'b') == 'aaa'"],
    ["join", "['a', 'b'].join('-') == 'a-b' && ['a', 'b'].join() == 'ab'", "['a'].join() == 'b'"],
    ["format", "'%s %d %x %.2f%%'.format(['a', 5, 255, 1.5]) == 'a 5 ff 1.50%'", "'%s'.format(['a']) == 'b'"],
    ["quote", "strings.quote('a\"b') == '\"a\\\\\"b\"'", "strings.quote('a') == 'a'"],
    [
      "regular expressions",
      "'abc 123'.find('[0-9]+') == '123' && 'a1b2'.findAll('[0-9]') == ['1', '2'] && 'a1b2'.findAll('[0-9]', 1) == ['1']",
      "'abc'.matches('^b')",
    ],
    [
      "lists",
      "[1, 2, 3].sum() == 6 && [3, 1].min() == 1 && [3, 1].max() == 3 && [1, 2].isSorted() && [1, 2, 1].lastIndexOf(1) == 2",
      "[2, 1].isSorted()",
    ],
    [
      "list extension",
      "[3, 1, 2].sort() == [1, 2, 3] && [1, 1].distinct() == [1] && [[1], [2]].flatten() == [1, 2] && lists.range(2) == [0, 1]",
      "[1, 2].reverse() == [1, 2]",
    ],
    ["sorting by a key", "['bb', 'a'].sortBy(s, s.size()) == ['a', 'bb']", "['bb', 'a'].sortBy(s, s) == ['bb', 'a']"],
    ["sets", "sets.contains([1, 2], [1]) && sets.equivalent([1, 1], [1]) && sets.intersects([1], [1, 2])", "sets.contains([1], [2])"],
    ["entries", "{'a': 1}.all(k, v, k == 'a' && v == 1) && ['x'].exists(i, v, i == 0 && v == 'x')", "{'a': 1}.exists(k, v, v == 2)"],
    [
      "transformations",
      "[1, 2].transformList(i, v, i + v) == [1, 3] && {'a': 1}.transformMap(k, v, v + 1) == {'a': 2} && ['x'].transformMapEntry(i, v, {v: i}) == {'x': 0}",
      "[1].transformList(i, v, v) == [2]",
    ],
    [
      "optionals",
      "optional.of(1).value() == 1 && !optional.none().hasValue() && [1][?1].orValue(5) == 5 && {'a': 1}.?a.optMap(x, x + 1).value() == 2",
      "optional.ofNonZeroValue('').hasValue()",
    ],
    ["urls", "url('https://a.b:8443/p?q=1').getPort() == '8443' && url('https://a.b/p').getHost() == 'a.b' && isURL('/p')", "isURL('a.b')"],
    [
      "addresses",
      "ip('10.0.0.1').family() == 4 && ip('::1').isLoopback() && isIP('fe80::1') && ip.isCanonical('::1') && string(ip('::1')) == '::1'",
      "isIP('1.2.3')",
    ],
    [
      "networks",
      "cidr('10.0.0.0/8').containsIP('10.1.2.3') && cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')",
      "cidr('10.0.0.0/8').containsIP('11.0.0.1')",
    ],
    [
      "quantities",
      "quantity('1.5Gi').isGreaterThan(quantity('1Gi')) && quantity('1k').asInteger() == 1000 && quantity('500m').add(quantity('500m')) == quantity('1')",
      "quantity('1.5').isInteger()",
    ],
    [
      "versions",
      "semver('1.10.0').isGreaterThan(semver('1.9.0')) && semver('v1.2', true).minor() == 2 && semver('1.0.0-rc.1').isLessThan(semver('1.0.0'))",
      "isSemver('1.2')",
    ],
    [
      "named formats",
      "!format.dns1123Label().validate('a-b').hasValue() && format.named('uuid').hasValue()",
      "!format.dns1123Label().validate('A').hasValue()",
    ],
    [
      "time",
      "timestamp('2026-11-21T10:00:00Z').getHours('+02:00') == 12 && duration('90m').getHours() == 1 && timestamp('2026-11-21T10:00:00Z') - duration('10h') == timestamp('2026-11-21T00:00:00Z')",
      "duration('1h') == duration('61m')",
    ],
    [
      "conversions",
      "int('5') == 5 && double('1.5') == 1.5 && string(1.0) == '1' && string(1e7) == '1e+07' && bool('true') && string(duration('90s')) == '90s' && uint(3) == 3u",
      "string(true) == 'false'",
    ],
    [
      "types",
      "type(1) == int && type('a') == string && type([1]) == list && type({'a': 1}) == map && type(null) == null_type && type(int) == type",
      "type(1) == string",
    ],
    ["dynamic comparison", "dyn(1) == 1.0 && dyn(1) != 'a' && dyn(1u) == 1", "dyn('1') == 1"],
  ];
  test.each(rows)("%s", (_, yes, no) => {
    expect(holds(yes)).toBe(true);
    expect(holds(no)).toBe(false);
  });
});

test.each([
  "[1][1] == 1",
  "{'a': 1}['b'] == 1",
  "9223372036854775807 + 1 > 0",
  "1 % 0 == 0",
  "ip('a').family() == 4",
  "quantity('a').isInteger()",
  "[dyn(1), dyn('a')][0] + 'a' == 'a'",
  "'a'.substring(2) == ''",
  "[].max() == dyn(1)",
])("%s fails", (rule) => {
  expect(holds(rule)).toBeUndefined();
});
