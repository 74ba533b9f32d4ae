// Who corrects: asked once, kept in this browser.
import { signal } from "@preact/signals";

const stored_as = "casus.author";
export const author = signal(localStorage.getItem(stored_as) ?? "");

export function setAuthor(name: string): void {
  author.value = name;
  localStorage.setItem(stored_as, name);
}
