import { describe, expect, it } from "vitest";
import { emptyUrl, parseUrl, renderUrl, renderUser, UrlError } from "./index.ts";

describe("parseUrl", () => {
  it("takes a URL apart and undoes escapes in the path alone", () => {
    const url = parseUrl("https://me:p%40ss@example.com:8443/a%20b?q=%20#top");
    expect(url).toMatchObject({ scheme: "https", host: "example.com:8443", path: "/a b", rawQuery: "q=%20", fragment: "top" });
    expect(renderUser(url.user!)).toBe("me:p%40ss");
  });

  it("keeps what follows a scheme without a slash as it is", () => {
    expect(parseUrl("mailto:a@example.com")).toMatchObject({ scheme: "mailto", opaque: "a@example.com", path: "" });
  });

  it.each(["http://[::1]:80/", "http://[fe80::1%25en0]/", "pg://a:1,b:2/db"])("accepts the host of %s", (text) => {
    expect(renderUrl(parseUrl(text))).toBe(text);
  });

  it.each(["http://a:b/", "http://[1.2.3.4]/", "http://[1::2::3]/", "http://a b/", "http://%41/", "http://a/%zz", ":a", "1a:b"])(
    "refuses %s",
    (text) => {
      expect(() => parseUrl(text)).toThrow(UrlError);
    },
  );
});

describe("renderUrl", () => {
  it("escapes what a part cannot hold", () => {
    expect(renderUrl({ ...emptyUrl, scheme: "http", host: "h", path: "a b?", fragment: "c d" })).toBe("http://h/a%20b%3F#c%20d");
  });

  it("keeps a relative path from looking like a scheme", () => {
    expect(renderUrl({ ...emptyUrl, path: "a:b" })).toBe("./a:b");
  });
});
