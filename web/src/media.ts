// Whether the screen is narrow, as a signal, for what CSS alone cannot settle (the height of rows in long lists).
import { signal } from "@preact/signals";

const query = matchMedia("(max-width: 45rem)");
export const narrow = signal(query.matches);
query.addEventListener("change", () => (narrow.value = query.matches));
