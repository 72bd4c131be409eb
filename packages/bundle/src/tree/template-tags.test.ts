import { describe, expect, test } from "vitest";
import { checkNoTags, checkTags, fillTags } from "./template-tags.ts";

const VERSIONS = { clusterStack: "v3", clusterAddon: "v2", nodeImage: "v1" };

function fill(text: string): string {
  return String(Buffer.from(fillTags(Buffer.from(text), VERSIONS)));
}

function tagsFound(text: string): string[] {
  return checkTags("a.yaml", Buffer.from(text)).map(
    ({ code, severity, line, message }) => `${severity} ${code} ${line} ${message.split(" is ")[0]}`,
  );
}

describe("version tags", () => {
  test("are filled in wherever they stand", () => {
    const text = "class: << .ClusterClassVersion >>, addon: << .ClusterAddonVersion >>\nimage: x-<< .NodeImageVersion >>\n";
    expect(fill(text)).toBe("class: v3, addon: v2\nimage: x-v1\n");
  });

  test.each([
    "cat << EOF > file\ntext\nEOF\n",
    "<< unfinished",
    "<< .Unknown >>",
    "<<.ClusterAddonVersion>>",
    "<<  .ClusterAddonVersion >>",
    "{{ .Release.Name }}",
  ])("leave %j as it is", (text) => {
    expect(fill(text)).toBe(text);
  });

  test("leave a heredoc before a tag alone and still fill in the tag", () => {
    expect(fill("cat << EOF\n<< .ClusterAddonVersion >>\nEOF\n")).toBe("cat << EOF\nv2\nEOF\n");
  });

  test("leave binary files untouched", () => {
    const tag = "<< .ClusterAddonVersion >>";
    const withNul = Buffer.concat([Buffer.from(tag), Buffer.from([0])]);
    const notUtf8 = Buffer.concat([Buffer.from(tag), Buffer.from([0xff])]);
    expect(fillTags(withNul, VERSIONS)).toBe(withNul);
    expect(fillTags(notUtf8, VERSIONS)).toBe(notUtf8);
    expect(checkTags("a.bin", Buffer.from("<< .Unknown >>\0"))).toEqual([]);
  });

  test("that are none are reported with their line", () => {
    expect(tagsFound("a\n<< .Unknown >>\n<<.ClusterAddonVersion>>\n")).toEqual([
      "warning CS5108 2 << .Unknown >>",
      "warning CS5108 3 <<.ClusterAddonVersion>>",
    ]);
    expect(tagsFound("<< .ClusterAddonVersion >>\ncat << EOF >> file\n")).toEqual([]);
  });

  test("are reported in a file that is copied as it is", () => {
    expect(checkNoTags("clusteraddon.yaml", Buffer.from("a: << .ClusterAddonVersion >>"))).toHaveLength(1);
  });
});
