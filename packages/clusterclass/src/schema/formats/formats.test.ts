import { describe, expect, test } from "vitest";
import { formatCheck } from "./formats.ts";

describe("formats", () => {
  const rows: [string, string[], string[]][] = [
    ["bsonobjectid", ["507f1f77bcf86cd799439011"], ["507f"]],
    ["byte", ["YQ==", "YWJj"], ["", "a", "YW Jj"]],
    ["cidr", ["10.0.0.0/8", "010.0.0.0/8", "fd00::/64"], ["10.0.0.0", "10.0.0.0/33", "a/8"]],
    ["creditcard", ["4111 1111 1111 1111"], ["4111111111111112", "1"]],
    ["date", ["2024-02-29"], ["2023-02-29", "2026-1-1"]],
    ["date-time", ["2026-11-21T10:00:00Z", "2026-11-21t10:00:00.5+02:00"], ["2026-11-21 10:00:00Z", "2026-11-21T24:00:00Z"]],
    ["duration", ["1h30m", "1.5h", "3 weeks", "-2m"], ["", "soon", "5"]],
    ["email", ["user@example.com", "a@b"], ["user", "@b", "a b@c", "a.@b"]],
    ["hexcolor", ["#fff", "ABCDEF"], ["#ffff"]],
    ["hostname", ["a", "a-b", "example.com", "host-1.example.com"], ["host-1", "-a", "a..b", "exa_mple"]],
    ["ipv4", ["10.0.0.1", "010.0.0.1"], ["1.2.3", "1.2.3.256"]],
    ["ipv6", ["::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"], ["1::2::3", ":::", "1.2.3.4"]],
    ["isbn", ["0321751043", "978-0321751041"], ["0321751044"]],
    ["isbn10", ["0321751043"], ["978-0321751041"]],
    ["isbn13", ["978-0321751041"], ["0321751043"]],
    ["k8s-long-name", ["a.b-c"], ["a..b", "A"]],
    ["k8s-short-name", ["a-b"], ["a.b", "-a", "a".repeat(64)]],
    ["mac", ["00:11:22:33:44:55", "0011.2233.4455"], ["00:11:22:33:44", "00:11-22:33:44:55"]],
    ["password", [""], []],
    ["rgbcolor", ["rgb(0, 10, 255)"], ["rgb(0, 10, 256)"]],
    ["ssn", ["111-22-3333"], ["111223333"]],
    ["uri", ["https://example.com/a?b", "/path", "mailto:a@b"], ["example.com", "http://a:b", "http://a/%zz", ""]],
    ["uuid", ["2d5a1b54-9a5c-4a39-8d0f-2f8a5d1a2b3c"], ["2d5a1b54"]],
    ["uuid3", ["2d5a1b54-9a5c-3a39-8d0f-2f8a5d1a2b3c"], ["2d5a1b54-9a5c-4a39-8d0f-2f8a5d1a2b3c"]],
    ["uuid4", ["2d5a1b54-9a5c-4a39-8d0f-2f8a5d1a2b3c"], ["2d5a1b54-9a5c-5a39-8d0f-2f8a5d1a2b3c"]],
    ["uuid5", ["2d5a1b54-9a5c-5a39-8d0f-2f8a5d1a2b3c"], ["2d5a1b54-9a5c-4a39-8d0f-2f8a5d1a2b3c"]],
  ];
  test.each(rows)("%s", (name, good, bad) => {
    const check = formatCheck(name);
    expect(good.filter((text) => check?.(text) !== true)).toEqual([]);
    expect(bad.filter((text) => check?.(text) !== false)).toEqual([]);
  });

  test("may be written with hyphens anywhere", () => {
    expect(formatCheck("date-time")).toBe(formatCheck("datetime"));
  });

  test("that are not known have no check", () => {
    expect(formatCheck("colour")).toBeUndefined();
    expect(formatCheck("constructor")).toBeUndefined();
  });

  test("leave addresses with display names undecided", () => {
    expect(formatCheck("email")?.("Jane <jane@example.com>")).toBeUndefined();
  });
});
