import type { Page } from "playwright-core";

/** What people do in the configurator, by the names that they see. */
export interface ConfiguratorPage {
  /** Opens a unit, and waits for its first plan and the editor. */
  open: (unit: string) => Promise<void>;
  /** The text in the editor. */
  yaml: () => Promise<string>;
  replaceYaml: (text: string) => Promise<void>;
  find: (text: string) => Promise<void>;
  /** Fills in a field of a variable: `workerFlavor`, or a path in it. */
  fill: (variable: string, value: string) => Promise<void>;
  choose: (variable: string, value: string) => Promise<void>;
  /** Waits until everything that was typed has an answer. */
  settled: () => Promise<void>;
}

/** The element of a variable's value in the form, as a selector. */
export function fieldOf(variable: string): string {
  return `[id="spec.topology.variables[${variable}].value"]`;
}

/** The configurator on a page of a site. */
export function configuratorOn(page: Page, address: string): ConfiguratorPage {
  const find = (text: string): Promise<void> => page.getByRole("searchbox", { name: "Find a setting" }).fill(text);
  const settled = (): Promise<void> => page.locator('.status[aria-busy="false"]').waitFor();
  return {
    find,
    settled,
    open: async (unit) => {
      await page.goto(`${address}#/configure/${unit}/v1`);
      await page.locator(".status.good").waitFor();
      await page.locator(".cm-content").waitFor();
    },
    yaml: () =>
      page
        .locator(".cm-content")
        .evaluate((content) => [...content.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n")),
    replaceYaml: async (text) => {
      await page.locator(".cm-content").focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
      await settled();
    },
    fill: async (variable, value) => {
      await find(variable);
      await page.locator(fieldOf(variable)).fill(value);
      await settled();
    },
    choose: async (variable, value) => {
      await find(variable);
      await page.locator(fieldOf(variable)).selectOption(value);
      await settled();
    },
  };
}
