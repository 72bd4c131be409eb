import { useEffect, useState } from "preact/hooks";
import { type Route, readRoute, routeText } from "../src/share/route.ts";
import { CatalogPage } from "./catalog/catalog-page.tsx";
import { ComparePage } from "./catalog/compare-page.tsx";
import { UnitPage } from "./catalog/unit-page.tsx";
import { UpgradesPage } from "./catalog/upgrades-page.tsx";
import { ConfigurePage } from "./configure-page.tsx";
import { SayContext, sayIn, useSay } from "./i18n/messages.ts";
import { useLive } from "./live.ts";
import { type Settings, useSettings } from "./settings.ts";

/** The whole page: what the fragment names, below a bar that is always there. */
export function App() {
  const [settings, change] = useSettings();
  const route = useRoute();
  const live = useLive();
  return (
    <SayContext value={sayIn(settings.language)}>
      <Bar settings={settings} change={change} route={route} />
      <main id="content" tabIndex={-1}>
        {live.problem !== "" && (
          <p class="note bad live-problem" role="alert">
            {live.problem}
          </p>
        )}
        <Page key={live.generation} route={route} />
      </main>
    </SayContext>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case "configure":
      return <ConfigurePage key={`${route.unit}/${route.version}`} {...route} />;
    case "unit":
      return <UnitPage key={`${route.unit}/${route.version}`} {...route} />;
    case "compare":
      return <ComparePage {...route} />;
    case "upgrades":
      return <UpgradesPage />;
    case "catalog":
      return <CatalogPage />;
  }
}

function Bar({ settings, change, route }: { settings: Settings; change: (next: Partial<Settings>) => void; route: Route }) {
  const say = useSay();
  const link = (page: "catalog" | "upgrades") => (
    <a href={routeText({ page })} aria-current={route.page === page ? "page" : undefined}>
      {say(page)}
    </a>
  );
  return (
    <header class="bar">
      <button type="button" class="skip" onClick={() => document.getElementById("content")?.focus()}>
        {say("skip")}
      </button>
      <a class="brand" href={routeText({ page: "catalog" })}>
        cstack
      </a>
      <nav aria-label={say("title")}>
        {link("catalog")}
        {link("upgrades")}
        <a href="docs/index.html">{say("documentation")}</a>
      </nav>
      <label class="quiet">
        {say("language")}
        <select
          value={settings.language}
          onChange={({ currentTarget }) => change({ language: currentTarget.value === "de" ? "de" : "en" })}
        >
          <option value="en">English</option>
          <option value="de">Deutsch</option>
        </select>
      </label>
      <label class="quiet">
        <input
          type="checkbox"
          checked={settings.theme === "dark"}
          onChange={({ currentTarget }) => change({ theme: currentTarget.checked ? "dark" : "light" })}
        />
        {say("theme")}
      </label>
    </header>
  );
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(readRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}
