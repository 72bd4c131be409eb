import { describe, expect, it } from "vitest";
import { asEscapes, dnsAnswer, dnsQuestion } from "./dns-query.ts";

describe("a question to DNS", () => {
  it("asks for one address, with its length in front", () => {
    const bytes = dnsQuestion("a.bc");
    expect(bytes.slice(0, 2)).toEqual([0, bytes.length - 2]);
    expect(asEscapes(bytes.slice(14))).toBe("\\x01\\x61\\x02\\x62\\x63\\x00\\x00\\x01\\x00\\x01");
  });

  it("is refused for what is no name", () => {
    expect(() => dnsQuestion("a..b")).toThrow("no name");
  });
});

describe("an answer of DNS", () => {
  it("has a code and a number of addresses, in whatever form the bytes are written", () => {
    expect(dnsAnswer(" 00 1c 00 01 85 00 00 01\n 00 02 00 00 00 00")).toEqual({ code: 0, answers: 2 });
    expect(dnsAnswer("001c00018503000100000000 0000")).toEqual({ code: 3, answers: 0 });
  });

  it("is none where nothing came", () => {
    expect(() => dnsAnswer("")).toThrow("no answer of DNS: 0 bytes");
  });
});
