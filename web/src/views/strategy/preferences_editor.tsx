// What each decision maker wants: statements, the weightiest first, or a ranking of states.
import { useState } from "preact/hooks";
import * as edits from "./edits";
import { type EditorProps, FieldError, GroundsOf, speaksOf, TextInput } from "./fields";
import { type Model, optionsOf, type Preferences, preferencesOf, type RankItem, type StatementItem, statementOf } from "./model";
import { Sortable } from "./sortable";
import { Mark } from "./words";

const ranks_max = 64;

interface ListProps extends EditorProps {
  owner: string;
}

/** Whose wish is added is said by the heading above. */
function AddStatement({ model, owner, add }: { model: Model; owner: string; add: (text: string) => void }) {
  const options = optionsOf(model);
  const [wants, setWants] = useState(true);
  const [at, setAt] = useState(0);
  const [joint, setJoint] = useState<"" | "IF" | "IF NOT">("");
  const [other, setOther] = useState(0);
  const option = options[at] ?? options[0];
  if (!option) return null;
  const choice = (label: string, value: number, set: (value: number) => void) => (
    <select aria-label={label} value={value} onChange={(event) => set(Number(event.currentTarget.value))}>
      {options.map((one) => <option key={one.at} value={one.at}>{one.ref}</option>)}
    </select>
  );
  const submit = (event: Event) => {
    event.preventDefault();
    add(edits.phrase(wants, option, joint, options[other]));
  };
  return (
    <form class="strategy-add" onSubmit={submit} aria-label={`Add a wish of ${owner}`}>
      <select aria-label="Wants or not" value={wants ? "1" : "0"} onChange={(event) => setWants(event.currentTarget.value === "1")}>
        <option value="1">wants</option>
        <option value="0">does not want</option>
      </select>
      {choice("Option", option.at, setAt)}
      <select aria-label="On a condition" value={joint} onChange={(event) => setJoint(event.currentTarget.value as typeof joint)}>
        <option value="">in any case</option>
        <option value="IF">if</option>
        <option value="IF NOT">unless</option>
      </select>
      {joint && choice("Condition", other, setOther)}
      <button type="submit">Add</button>
    </form>
  );
}

function Weight({ item, set }: { item: StatementItem; set: (weight: number) => void }) {
  if (typeof item === "string" || item.weight === undefined) return null;
  return <input type="number" class="strategy-weight" aria-label="Weight" value={item.weight} step="any" onChange={(event) => set(event.currentTarget.valueAsNumber || 0)} />;
}

const withText = (item: StatementItem, statement: string): StatementItem => (typeof item === "string" ? statement : { ...item, statement });

function Statements({ model, edit, problem, owner, preferences }: ListProps & { preferences: Extract<Preferences, { kind: "statements" }> }) {
  const { items, field } = preferences;
  const set = (next: StatementItem[]) => edit(edits.setPreferences(model, field, owner, next));
  const change = (at: number, item: StatementItem) => set(items.map((one, i) => (i === at ? item : one)));
  const grounds = (text: string) => model.proposal?.statements.find((one) => one.decision_maker === owner && one.statement === text);
  return (
    <>
      <Sortable
        label={`What ${owner} wants, the weightiest first`}
        names={items.map(statementOf)}
        numbered
        move={(from, to) => set(edits.moved(items, from, to))}
        remove={(at) => set(items.filter((_, i) => i !== at))}
      >
        {items.map((item, i) => (
          <>
            <div class="strategy-limit">
              <TextInput label={`Wish ${i + 1} of ${owner}`} value={statementOf(item)} invalid={speaksOf(problem, `${field}.${owner}[${i}]`)} set={(text) => change(i, withText(item, text))} />
              <Weight item={item} set={(weight) => change(i, { statement: statementOf(item), weight })} />
            </div>
            <FieldError problem={problem} field={`${field}.${owner}[${i}]`} />
            <GroundsOf grounds={grounds(statementOf(item))} />
          </>
        ))}
      </Sortable>
      <AddStatement model={model} owner={owner} add={(text) => set(edits.withStatement(items, text))} />
    </>
  );
}

const rankText = (item: RankItem): string => (Array.isArray(item) ? item.map(rankText).join(" = ") : String(item));

function Ranking({ model, edit, problem, owner, items, texts }: ListProps & { items: RankItem[]; texts: Map<string, string> }) {
  const set = (next: RankItem[]) => edit(edits.setPreferences(model, "preferences", owner, next));
  if (items.length > ranks_max) return <p>{items.length} ranks: edit them as JSON, below.</p>;
  const tie = (at: number) => set(items.flatMap((item, i) => (i === at - 1 ? [[item, items[at] as RankItem].flat() as RankItem[]] : i === at ? [] : [item])));
  const part = (at: number) => set(items.flatMap((item, i) => (i === at && Array.isArray(item) ? item : [item])));
  return (
    <Sortable label={`States as ${owner} ranks them, best first`} names={items.map(rankText)} numbered move={(from, to) => set(edits.moved(items, from, to))}>
      {items.map((item, i) => (
        <div class="strategy-rank">
          <b>{rankText(item)}</b>{" "}
          <small>{item === ">>" ? "greatly preferred to what follows" : [item].flat().map((one) => texts.get(String(one))).filter(Boolean).join(" = ")}</small>
          <FieldError problem={problem} field={`preferences.${owner}[${i}]`} />
          {Array.isArray(item) ? (
            <button type="button" class="plain" onClick={() => part(i)}>no longer equal</button>
          ) : (
            i > 0 && item !== ">>" && items[i - 1] !== ">>" && <button type="button" class="plain" onClick={() => tie(i)}>equal to the one above</button>
          )}
        </div>
      ))}
    </Sortable>
  );
}

function Owner(props: ListProps & { texts: Map<string, string> }) {
  const { model, owner, texts } = props;
  const preferences = preferencesOf(model, owner);
  if (preferences.kind === "statements") return <Statements {...props} preferences={preferences} />;
  if (preferences.kind === "ranking") return <Ranking {...props} items={preferences.items} texts={texts} />;
  return <p>Told as payoffs: edit them as JSON, below.</p>;
}

/** Errors of a whole list; those of an item stand at it. */
function ListError({ problem, owner }: { problem: string | null; owner: string }) {
  const list = ["preferences", "statements"].map((field) => `${field}.${owner}`).find((field) => speaksOf(problem, field) && !problem?.includes(`${field}[`));
  return list ? <FieldError problem={problem} field={list} /> : null;
}

export function PreferencesEditor({ model, edit, problem, texts }: EditorProps & { texts: Map<string, string> }) {
  return (
    <>
      {model.decision_makers.map(({ name }, i) => (
        <section key={name} aria-label={`What ${name} wants`}>
          <h3><Mark i={i} name={name} /> {name}</h3>
          <ListError problem={problem} owner={name} />
          <Owner model={model} edit={edit} problem={problem} owner={name} texts={texts} />
        </section>
      ))}
      <p class="strategy-why">A statement holds options joined by NOT, AND, OR, IF, IFF and parentheses. Of two states the one is preferred that fulfils the first statement which only one of them fulfils.</p>
    </>
  );
}
