// The filters of a view: chips for what is set, and a form that opens. What it holds stands in the address at once when applied.
import { useState } from "preact/hooks";
import {
  clearFilters,
  filterCount,
  filterLabels,
  filterNames,
  type Filters,
  filters,
  setFilters,
  statuses,
  types,
} from "../filters";
import { quadNames, quads } from "../phrase";
import { QuadMark } from "./quad";
import { SuggestInput, type SuggestionKind } from "./suggest_input";

function chipText(name: keyof Filters, value: string): string {
  if (name === "directed") return filterLabels.directed;
  if (name === "quad")
    return value
      .split(",")
      .map((quad) => quadNames[Number(quad) as 1] ?? quad)
      .join(", ");
  return `${filterLabels[name]} ${value.replaceAll(",", name === "dyad" ? " and " : ", ")}`;
}

function Chips() {
  const set = filterNames.filter((name) => filters.value[name]);
  if (set.length === 0) return <span class="no-filters">all events</span>;
  return (
    <ul class="chips">
      {set.map((name) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => setFilters({ [name]: "" })}
            aria-label={`Remove filter: ${chipText(name, filters.value[name] ?? "")}`}
          >
            {chipText(name, filters.value[name] ?? "")} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface FieldProps {
  draft: Filters;
  change: (changes: Filters) => void;
}

/** Some of a list, by boxes to tick; kept as a list with commas. */
function Choice({
  draft,
  change,
  name,
  title,
  options,
}: FieldProps & { name: "type" | "quad" | "status"; title: string; options: readonly (string | number)[] }) {
  const chosen = new Set((draft[name] ?? "").split(",").filter(Boolean));
  const toggle = (option: string) => {
    const next = new Set(chosen);
    if (!next.delete(option)) next.add(option);
    change({
      [name]: options
        .map(String)
        .filter((one) => next.has(one))
        .join(","),
    });
  };
  return (
    <fieldset class={`choice choice-${name}`}>
      <legend>{title}</legend>
      {options.map(String).map((option) => (
        <label key={option}>
          <input type="checkbox" checked={chosen.has(option)} onChange={() => toggle(option)} />
          {name === "quad" && <QuadMark quad={Number(option) as 1} silent />}
          {name === "quad" ? quadNames[Number(option) as 1] : option.toLowerCase()}
        </label>
      ))}
    </fieldset>
  );
}

const suggested: {
  name: "actor" | "recipient" | "dyad" | "place" | "source";
  kind: SuggestionKind;
  label: string;
  placeholder: string;
}[] = [
  { name: "actor", kind: "parties", label: "Who acts", placeholder: "name or code" },
  { name: "recipient", kind: "parties", label: "Who is acted upon", placeholder: "name or code" },
  { name: "dyad", kind: "parties", label: "Between two", placeholder: "A,B" },
  { name: "place", kind: "places", label: "Where", placeholder: "place or country" },
  { name: "source", kind: "sources", label: "Publisher", placeholder: "source" },
];

function TextField({
  draft,
  change,
  name,
  label,
  placeholder,
}: FieldProps & { name: "text" | "from" | "to"; label: string; placeholder: string }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        autocomplete="off"
        value={draft[name] ?? ""}
        placeholder={placeholder}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
    </label>
  );
}

function Certainty({ draft, change }: FieldProps) {
  return (
    <label class="field">
      <span>Confidence</span>
      <select value={draft.min_confidence ?? ""} onChange={(event) => change({ min_confidence: event.currentTarget.value })}>
        <option value="">any</option>
        {["0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"].map((value) => (
          <option key={value} value={value}>
            at least {value}
          </option>
        ))}
      </select>
    </label>
  );
}

function FilterForm({ close }: { close: () => void }) {
  const [draft, setDraft] = useState<Filters>(filters.value);
  const change = (changes: Filters) => setDraft((old) => ({ ...old, ...changes }));
  const fields = { draft, change };
  const apply = (event: Event) => {
    event.preventDefault();
    setFilters(Object.fromEntries(filterNames.map((name) => [name, draft[name]?.trim() ?? ""])) as Filters);
    close();
  };
  return (
    <form class="filter-form" onSubmit={apply} onKeyDown={(event) => event.key === "Escape" && close()}>
      <div class="filter-fields">
        {suggested.map(({ name, kind, label, placeholder }) => (
          <SuggestInput
            key={name}
            kind={kind}
            label={label}
            placeholder={placeholder}
            value={draft[name] ?? ""}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <TextField {...fields} name="text" label="The article says" placeholder='words, "a phrase"' />
        <TextField {...fields} name="from" label="From" placeholder="2024-03-05" />
        <TextField {...fields} name="to" label="To" placeholder="day, month or year" />
        <Certainty {...fields} />
      </div>
      <label class="tick">
        <input
          type="checkbox"
          checked={draft.directed === "1"}
          disabled={!draft.dyad}
          onChange={(event) => change({ directed: event.currentTarget.checked ? "1" : "" })}
        />
        between two: only what the first does to the second
      </label>
      <Choice {...fields} name="quad" title="Quad class" options={quads} />
      <Choice {...fields} name="status" title="Status" options={statuses} />
      <Choice {...fields} name="type" title="Type" options={types} />
      <div class="filter-actions">
        <button type="submit" class="primary">
          Apply
        </button>
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
    </form>
  );
}

/** The four classes at one touch; none pressed means all. */
function QuickQuads() {
  const chosen = new Set((filters.value.quad ?? "").split(",").filter(Boolean));
  const toggle = (quad: string) => {
    const next = new Set(chosen);
    if (!next.delete(quad)) next.add(quad);
    setFilters({ quad: [...next].sort().join(",") });
  };
  return (
    <div class="quick" role="group" aria-label="Quad class">
      {quads.map((quad) => (
        <button
          key={quad}
          type="button"
          aria-pressed={chosen.has(String(quad))}
          aria-label={quadNames[quad]}
          title={quadNames[quad]}
          onClick={() => toggle(String(quad))}
        >
          <QuadMark quad={quad} silent />
        </button>
      ))}
    </div>
  );
}

export function FilterBar() {
  const [open, setOpen] = useState(false);
  const n = filterCount.value;
  return (
    <section class="filter-bar" aria-label="Filters">
      <div class="filter-row">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          Filter{n > 0 ? ` (${n})` : ""}
        </button>
        <Chips />
        {n > 0 && (
          <button type="button" class="plain" onClick={clearFilters}>
            Clear
          </button>
        )}
        <QuickQuads />
      </div>
      {open && <FilterForm key={JSON.stringify(filters.value)} close={() => setOpen(false)} />}
    </section>
  );
}
