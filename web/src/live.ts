// What happens to the store while the page is open: server-sent events raise `changes`, upon which every open view asks again.
// How many events came in since the reader last looked is counted for the header.
import { computed, signal } from "@preact/signals";

interface Change {
  revision: number;
  articles: number;
  events: number;
  stories: number;
  corrections: number;
}

/** How often the store has changed under the page. */
export const changes = signal(0);
export const connection = signal<"connecting" | "live" | "lost">("connecting");
const latest = signal<Change | null>(null);
const seen_events = signal<number | null>(null);

export const newEvents = computed(() => {
  const now = latest.value?.events;
  return now === undefined || seen_events.value === null ? 0 : Math.max(0, now - seen_events.value);
});

export function seenAll(): void {
  seen_events.value = latest.value?.events ?? null;
}

function take(event: MessageEvent<string>): void {
  const change = JSON.parse(event.data) as Change;
  const before = latest.peek();
  const lost = connection.peek() === "lost";
  seen_events.value ??= change.events;
  latest.value = change;
  connection.value = "live";
  if (before && (lost || before.revision !== change.revision)) changedHere();
}

/** Has the views ask again: the store has changed, or will have, by what we sent it. */
export function changedHere(): void {
  changes.value++;
}

let source: EventSource | null = null;

function listen(): void {
  if (source) return;
  source = new EventSource("/api/live");
  source.addEventListener("hello", take);
  source.addEventListener("change", take);
  source.addEventListener("error", () => (connection.value = "lost"));
}

function rest(): void {
  source?.close();
  source = null;
}

/** A browser has six connections to a server for all its tabs: those that nobody sees need none. Seen again they hear what changed. */
export function startLive(): void {
  const follow = () => (document.visibilityState === "hidden" ? rest() : listen());
  document.addEventListener("visibilitychange", follow);
  follow();
}
