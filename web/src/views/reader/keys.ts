// The keys of the reader: which there are, and when they count (not while one types, not with Control or Alt, not in a dialog).
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export type Action = "next" | "previous" | "accept" | "correct" | "reject" | "undo" | "missed" | "help";

export const keys: { action: Action; keys: string[]; label: string }[] = [
  { action: "next", keys: ["j", "ArrowRight"], label: "next event" },
  { action: "previous", keys: ["k", "ArrowLeft"], label: "previous event" },
  { action: "accept", keys: ["a"], label: "accept: the event is right" },
  { action: "correct", keys: ["c"], label: "correct it" },
  { action: "reject", keys: ["r"], label: "reject: there is no such event" },
  { action: "undo", keys: ["u"], label: "undo: take the judgement back" },
  { action: "missed", keys: ["m"], label: "add a missed event, of the words selected" },
  { action: "help", keys: ["?"], label: "show these keys" },
];

/** Single letters may be in the way of speech input and screen readers: they can be turned off. */
const off_as = "casus.keys.off";
export const keysOn = signal(localStorage.getItem(off_as) === null);
export function setKeys(on: boolean): void {
  keysOn.value = on;
  if (on) localStorage.removeItem(off_as);
  else localStorage.setItem(off_as, "1");
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select, dialog") !== null);

export function useKeys(act: (action: Action) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!keysOn.value || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
      const found = keys.find((one) => one.keys.includes(event.key));
      if (!found) return;
      event.preventDefault();
      latest.current(found.action);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
