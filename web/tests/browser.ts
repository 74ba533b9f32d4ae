// As much of a browser as modules ask for when they are loaded.
const nothing = () => undefined;
Object.assign(globalThis, {
  location: { pathname: "/", search: "", origin: "http://localhost" },
  history: { pushState: nothing, replaceState: nothing },
  document: { addEventListener: nothing },
  addEventListener: nothing,
});
