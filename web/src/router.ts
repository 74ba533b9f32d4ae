// Where the reader is: the path and query of the address, as a signal. Every view can be restored from them alone.
// Which view a path means: views/index.ts.
import { computed, signal } from "@preact/signals";

export interface Place {
  path: string;
  query: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

export const place = signal<Place>(here());
export const path = computed(() => place.value.path);

/** Goes to an address of the application. `replace`: the step back leads to where one was before, as while typing. */
export function go(address: string, replace = false): void {
  if (address === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  place.value = here();
}

export function addressOf(path: string, query: URLSearchParams): string {
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `${path}?${text}` : path;
}

/** Changes parameters of the address; an empty value takes one away. */
export function setParams(changes: Record<string, string | null | undefined>, replace = false): void {
  const query = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  go(addressOf(place.value.path, query), replace);
}

/** A parameter of the view itself (`by=week`), kept in the address unless it is what one gets anyway. */
export function useParam<T extends string = string>(name: string, otherwise: T): [T, (value: T) => void] {
  const value = (place.value.query.get(name) ?? otherwise) as T;
  return [value, (next) => setParams({ [name]: next === otherwise ? null : next })];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What a pattern such as `/reader/:key` takes out of a path; null where it does not fit. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const want = pattern.split("/");
  const have = path.replace(/(.)\/$/, "$1").split("/");
  if (want.length !== have.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of want.entries()) {
    const given = have[i] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decoded(given);
    else if (part !== given) return null;
  }
  return params;
}

function isOurs(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const leaves = link.origin !== location.origin || link.target || link.hasAttribute("download");
  const file = link.pathname.startsWith("/api/") || link.pathname.startsWith("/assets/");
  return plain && !leaves && !file && !event.defaultPrevented && !link.getAttribute("href")?.startsWith("#");
}

function onClick(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || !isOurs(event, link)) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

export function startRouter(): void {
  addEventListener("popstate", () => (place.value = here()));
  document.addEventListener("click", onClick);
}
