// Light or dark: as the system has it, or as the reader chose. Canvases cannot see CSS; they ask colour() and draw again when
// `look` changes.
import { signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";
const stored_as = "casus.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function stored(): Theme {
  const value = localStorage.getItem(stored_as);
  return value === "light" || value === "dark" ? value : "auto";
}

const isDark = (theme: Theme) => (theme === "auto" ? system.matches : theme === "dark");
const apply = (theme: Theme) => document.documentElement.setAttribute("data-theme", theme);

export const theme = signal<Theme>(stored());
/** Which of the two is on the screen. */
export const look = signal<"light" | "dark">(isDark(theme.value) ? "dark" : "light");

export function setTheme(next: Theme): void {
  theme.value = next;
  localStorage.setItem(stored_as, next);
  apply(next);
  look.value = isDark(next) ? "dark" : "light";
}

export function startTheme(): void {
  apply(theme.value);
  system.addEventListener("change", () => (look.value = isDark(theme.value) ? "dark" : "light"));
}

let probe: HTMLElement | null = null;

/** A design token (`--quad-4`) as a colour that canvases take: `rgb(...)`. */
export function colour(token: string): string {
  if (!probe) {
    probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

export const quadColour = (quad: 1 | 2 | 3 | 4) => colour(`--quad-${quad}`);
