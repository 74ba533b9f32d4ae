// The application: header with the menu, the view of the address, loaded when it is first shown.
import { render } from "preact";
import { useEffect, useErrorBoundary, useRef, useState } from "preact/hooks";
import { Header } from "./components/header";
import { Page } from "./components/page";
import { Empty, ErrorBox, Loading } from "./components/states";
import { startLive } from "./live";
import { match, path, startRouter } from "./router";
import { startTheme } from "./theme";
import { type View, type ViewEntry, views } from "./views";

const loaded = new Map<string, View>();

function found(): { entry: ViewEntry; params: Record<string, string> } | null {
  for (const entry of views) {
    const params = match(entry.path, path.value);
    if (params) return { entry, params };
  }
  return null;
}

function useView(entry: ViewEntry | undefined): { view: View | null; error: Error | null } {
  const [, redraw] = useState(0);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    setError(null);
    if (!entry || loaded.has(entry.path)) return;
    entry.load().then(
      (module) => {
        loaded.set(entry.path, module.default);
        redraw((n) => n + 1);
      },
      () =>
        setError(
          new Error("This view could not be loaded. Is `casus serve` still running, and the same version? Reload the page."),
        ),
    );
  }, [entry]);
  return { view: entry ? (loaded.get(entry.path) ?? null) : null, error };
}

/** Upon a change of view the reader is at its top. */
function useTop(key: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) scrollTo(0, 0);
    first.current = false;
  }, [key]);
}

function Main() {
  const here = found();
  const { view: Shown, error } = useView(here?.entry);
  if (!here)
    return (
      <Page title="No such page">
        <Empty title={`Nothing is at ${path.value}`}>
          <p>
            <a href="/">Go to the overview</a>
          </p>
        </Empty>
      </Page>
    );
  if (error) return <ErrorBox error={error} />;
  return Shown ? <Shown key={here.entry.path} params={here.params} /> : <Loading what={here.entry.title.toLowerCase()} />;
}

/** A view that fails takes no other with it. */
function Guarded() {
  const [error, reset] = useErrorBoundary();
  if (!error) return <Main />;
  return (
    <Page title="Something went wrong here">
      <ErrorBox error={error as Error} />
      <p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </p>
    </Page>
  );
}

function App() {
  useTop(path.value);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Guarded key={path.value} />
      </main>
      <footer class="bottom">
        <span>casus codes what articles report; it can be wrong. The reader shows every event beside its words.</span>
        <a href="/api/openapi.json">API</a>
        <a href="/assets/licenses.txt">Licences</a>
      </footer>
    </>
  );
}

startTheme();
startRouter();
startLive();
const root = document.getElementById("app");
if (root) render(<App />, root);
