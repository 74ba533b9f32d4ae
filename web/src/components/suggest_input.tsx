// A text field that offers what the store knows, by words and beginnings of words, forgiving a slip. The search is loaded when
// the field is entered. A combobox as ARIA describes it: arrows choose, Enter takes, Escape closes.
import { useId, useRef, useState } from "preact/hooks";
import { fetchAnswer, suggest } from "../api";

export interface Suggestion {
  value: string;
  label: string;
  note: string;
}
export type SuggestionKind = "parties" | "places" | "sources";

interface SuggestInputProps {
  kind: SuggestionKind;
  label: string;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
}

type Search = (words: string) => Suggestion[];
const shown_max = 8;

async function suggestionsOf(kind: SuggestionKind): Promise<Suggestion[]> {
  const all = await fetchAnswer(suggest());
  const made: Record<SuggestionKind, () => Suggestion[]> = {
    parties: () =>
      all.parties.map((party) => ({ value: party.key, label: party.name, note: `${party.key}, ${party.events} events` })),
    places: () =>
      all.places.map((place) => ({
        value: place.name,
        label: place.name,
        note: `${place.country ?? ""} ${place.events} events`,
      })),
    sources: () =>
      all.sources.map((source) => ({ value: source.name, label: source.name, note: `${source.articles} articles` })),
  };
  return made[kind]();
}

async function searchOf(kind: SuggestionKind): Promise<Search> {
  const [{ default: MiniSearch }, all] = await Promise.all([import("minisearch"), suggestionsOf(kind)]);
  const index = new MiniSearch<Suggestion & { id: number }>({ fields: ["label", "value"], storeFields: [] });
  index.addAll(all.map((one, id) => ({ ...one, id })));
  return (words) => {
    if (!words.trim()) return all.slice(0, shown_max);
    const found = index.search(words, { prefix: true, fuzzy: 0.2, combineWith: "AND" });
    return found.slice(0, shown_max).flatMap((hit) => all[hit.id as number] ?? []);
  };
}

export function SuggestInput({ kind, label, value, placeholder, onChange }: SuggestInputProps) {
  const id = useId();
  const search = useRef<Search | null>(null);
  const [found, setFound] = useState<Suggestion[]>([]);
  const [at, setAt] = useState(-1);
  const close = () => {
    setFound([]);
    setAt(-1);
  };
  /** The last of the alternatives that commas part is what is being typed. */
  const parts = value.split(",");
  const lookUp = (text: string) => {
    setAt(-1);
    setFound(search.current?.(text.split(",").at(-1) ?? "") ?? []);
  };
  const load = async () => {
    search.current ??= await searchOf(kind).catch(() => null);
  };
  const take = (one: Suggestion) => {
    onChange([...parts.slice(0, -1), one.value].map((part) => part.trim()).join(","));
    close();
  };
  const onInput = (text: string) => {
    onChange(text);
    void load().then(() => lookUp(text));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length === 0) void load().then(() => lookUp(value));
    else if (step) setAt((at + step + found.length) % found.length);
    else if (event.key === "Enter" && found[at]) take(found[at]);
    else if (event.key === "Escape" && found.length > 0) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="suggest">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        value={value}
        placeholder={placeholder}
        onFocus={() => void load()}
        onBlur={close}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={`${label}: suggestions`} hidden={found.length === 0}>
        {found.map((one, i) => (
          <li
            key={one.value}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => {
              event.preventDefault();
              take(one);
            }}
          >
            {one.label} <small>{one.note}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
