// The top of every page: the menu of the views, what comes in live, light or dark.
import { useEffect, useRef } from "preact/hooks";
import { linkTo } from "../filters";
import { connection, newEvents, seenAll } from "../live";
import { plural } from "../phrase";
import { path } from "../router";
import { setTheme, type Theme, theme } from "../theme";
import { type ViewEntry, views } from "../views";

const shown = views.filter((view) => !view.hidden);
const hrefOf = (view: ViewEntry) => (view.filtered ? linkTo(view.path) : view.path);

function Menu() {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path.value]);
  return (
    <nav class="views" aria-label="Views">
      <ul ref={list}>
        {shown.map((view) => (
          <li key={view.path}>
            <a href={hrefOf(view)} aria-current={path.value === view.path ? "page" : undefined}>
              {view.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const connections = { connecting: "connecting", live: "live", lost: "not connected" } as const;

function Live() {
  const n = newEvents.value;
  return (
    <span class={`live ${connection.value}`} role="status">
      <span class="live-dot" aria-hidden="true" />
      {n > 0 ? (
        <button type="button" onClick={seenAll} title="They are shown already; this only stops the count">
          {plural(n, "new event")}
        </button>
      ) : (
        connections[connection.value]
      )}
    </span>
  );
}

function ThemeSwitch() {
  return (
    <select
      class="theme"
      aria-label="Colours"
      value={theme.value}
      onChange={(event) => setTheme(event.currentTarget.value as Theme)}
    >
      <option value="auto">system</option>
      <option value="light">light</option>
      <option value="dark">dark</option>
    </select>
  );
}

export function Header() {
  return (
    <header class="top">
      <a class="brand" href="/">
        casus
      </a>
      <Menu />
      <Live />
      <ThemeSwitch />
    </header>
  );
}
