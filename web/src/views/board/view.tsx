// Board: the situation on one page, for somebody between the parties. Everything comes from /api/brief; each statement opens its
// sentences.
import type { ComponentChildren } from "preact";
import * as api from "../../api";
import { Page } from "../../components/page";
import { Answered, Empty } from "../../components/states";
import { csvOffer, jsonOffer, type Offer, serverOffer } from "../../export/offers";
import { filters } from "../../filters";
import { dateText, plural } from "../../phrase";
import { useParam } from "../../router";
import type { Brief, Harm } from "./brief";
import { Capped } from "./capped";
import { Parties } from "./parties";
import { positionColumns, Positions } from "./positions";
import { Statement } from "./statement";
import { Tension } from "./tension";

const list_first = 8;

function Section({ id, title, none, wide, children }: { id: string; title: string; none?: string | false; wide?: boolean; children: ComponentChildren }) {
  return (
    <section id={id} class={wide ? "panel board-wide" : "panel"} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {none ? <p class="board-none">{none}</p> : children}
    </section>
  );
}

const none = (rows: readonly unknown[], words: string) => rows.length === 0 && words;

interface Dependence {
  said: number;
  word: string;
  text: string | null;
  on: number | null;
}

function Conditions({ brief }: { brief: Brief }) {
  const conditions = brief.conditions.map((one): Dependence => ({ said: one.occurrence, word: one.polarity, text: one.text, on: one.depends_on }));
  const exchanges = brief.exchanges.map((one): Dependence => ({ said: one.given, word: "in return for", text: null, on: one.taken }));
  const row = (one: Dependence, i: number) => (
    <li key={i} class="board-pair">
      <Statement brief={brief} at={one.said} />
      <div>
        <p><span class="board-word">{one.word}</span> {one.text && <q>{one.text}</q>}</p>
        {one.on !== null && <Statement brief={brief} at={one.on} />}
      </div>
    </li>
  );
  return <Capped items={[...exchanges, ...conditions]} first={list_first} row={row} />;
}

const voteWords: Record<string, string> = { veto: "veto", against: "against", for: "for", other: "vote" };

function Votes({ brief }: { brief: Brief }) {
  return (
    <Capped
      items={brief.votes}
      first={list_first}
      row={(vote, i) => (
        <li key={i} class="board-tagged">
          <span class={`board-vote board-vote-${vote.vote}`}>{voteWords[vote.vote] ?? vote.vote}</span>
          <Statement brief={brief} at={vote.occurrence} />
        </li>
      )}
    />
  );
}

function Agenda({ brief }: { brief: Brief }) {
  const items = [...brief.agenda].sort((a, b) => ((a.date ?? "9999") < (b.date ?? "9999") ? -1 : 1));
  return (
    <Capped
      items={items}
      first={list_first}
      row={(item, i) => (
        <li key={i} class="board-tagged">
          <time dateTime={item.date ?? undefined}>{item.date ? dateText(item.date) : "day open"}</time>
          <Statement brief={brief} at={item.occurrence} />
        </li>
      )}
    />
  );
}

function rangeOf({ min, max, text }: Harm): string {
  if (min !== null && max !== null) return min === max ? String(min) : `${min} to ${max}`;
  if (min !== null) return `at least ${min}`;
  return max !== null ? `up to ${max}` : (text ?? "a number not told");
}

function Harmed({ brief }: { brief: Brief }) {
  return (
    <Capped
      items={brief.casualties}
      first={list_first}
      row={(harm, i) => (
        <li key={i} class="board-tagged">
          <span class="board-figure">{rangeOf(harm)} <small>{harm.harm}</small></span>
          <Statement brief={brief} at={harm.occurrence} />
        </li>
      )}
    />
  );
}

const kinds: Record<string, string> = { numbers: "the numbers differ", denied: "is denied", "accusation rejected": "the accusation is rejected" };

function Contradictions({ brief }: { brief: Brief }) {
  return (
    <Capped
      items={brief.contradictions}
      first={list_first}
      row={(pair, i) => (
        <li key={i}>
          <p class="board-word">{kinds[pair.kind] ?? pair.kind}{pair.harm && ` (${pair.harm})`}</p>
          {pair.says === pair.denies ? (
            <Statement brief={brief} at={pair.says} />
          ) : (
            <div class="board-pair">
              <Statement brief={brief} at={pair.says} />
              <Statement brief={brief} at={pair.denies} />
            </div>
          )}
        </li>
      )}
    />
  );
}

function offersOf(brief: Brief | null, as_of: string): Offer[] {
  if (!brief) return [];
  const url = (format: "text" | "markdown" | "html") => api.briefUrl(filters.value, format, as_of);
  return [
    serverOffer("Brief as a page (HTML)", url("html"), "brief.html"),
    serverOffer("Brief as Markdown", url("markdown"), "brief.md"),
    serverOffer("Brief as text", url("text"), "brief.txt"),
    { ...csvOffer("positions", positionColumns(brief), brief.positions), label: "Positions as CSV" },
    jsonOffer("brief", brief),
  ];
}

function AsOf({ value, set }: { value: string; set: (value: string) => void }) {
  return (
    <label class="board-as-of">
      As of <input type="date" value={value} onChange={(event) => set(event.currentTarget.value)} />
    </label>
  );
}

function Sections({ brief }: { brief: Brief }) {
  const { conditions, exchanges } = brief;
  return (
    <div class="board">
      <Section id="direction" title="Direction of tension"><Tension brief={brief} /></Section>
      <Section id="parties" title="Parties"><Parties brief={brief} /></Section>
      <Section id="positions" title="Positions" wide none={none(brief.positions, "Nobody demands, refuses, offers or threatens anything in these reports.")}>
        <Positions brief={brief} />
      </Section>
      <Section id="conditions" title="Conditions and exchanges" wide={conditions.length + exchanges.length > 0} none={none([...conditions, ...exchanges], "Nothing is said to depend on something else.")}>
        <Conditions brief={brief} />
      </Section>
      <Section id="agenda" title="Agenda" none={none(brief.agenda, "Nothing is announced for a day to come.")}><Agenda brief={brief} /></Section>
      <Section id="votes" title="Votes and vetoes" none={none(brief.votes, "No votes are reported.")}><Votes brief={brief} /></Section>
      <Section id="harmed" title="People harmed" none={none(brief.casualties, "No numbers of people harmed are reported.")}>
        <p><small>As reported for each occurrence; never added up.</small></p>
        <Harmed brief={brief} />
      </Section>
      <Section id="contradictions" title="Contradictions" none={none(brief.contradictions, "No report contradicts another.")}>
        <Contradictions brief={brief} />
      </Section>
    </div>
  );
}

function leadOf(brief: Brief): string {
  const left = brief.left_out > 0 ? `; ${plural(brief.left_out, "report")} left out` : "";
  return `${plural(brief.reports, "report")} in ${plural(brief.articles, "article")}, published ${dateText(brief.from)} to ${dateText(brief.to)}, as of ${dateText(brief.as_of)}${left}. Made by rule from single reports, with their errors: open a statement to see its sentences.`;
}

function NoReports() {
  return (
    <Empty title="No reports to draw a situation from">
      <p>Widen the filters, or <a href="/paste">put an article in</a>; a folder of articles is read by <code>casus ingest FOLDER --db STORE</code>.</p>
    </Empty>
  );
}

/** No store, or too much of it for one page: the message says which. */
function NoBrief({ error }: { error: api.ApiError }) {
  return (
    <Empty title={error.status === 409 ? "No store to draw a situation from" : "No situation can be drawn"}>
      <p>{error.message}</p>
      <p>A single article can be <a href="/paste">pasted</a>; a folder of articles is read by <code>casus ingest FOLDER --db STORE</code>.</p>
    </Empty>
  );
}

export default function Board() {
  const [as_of, setAsOf] = useParam<string>("as_of", "");
  const answer = api.useAnswer(api.brief<Brief>(filters.value, as_of || undefined));
  const brief = answer.data;
  const found = brief !== null && brief.reports > 0;
  const refused = !brief && answer.error && answer.error.status > 0 ? answer.error : null;
  return (
    <Page
      title="Board"
      filtered
      lead={found ? leadOf(brief) : undefined}
      tools={<AsOf value={as_of} set={setAsOf} />}
      exports={found ? offersOf(brief, as_of) : []}
    >
      {refused ? (
        <NoBrief error={refused} />
      ) : (
        <Answered answer={answer} what="the situation">
          {(data) => (data.reports === 0 ? <NoReports /> : <Sections brief={data} />)}
        </Answered>
      )}
    </Page>
  );
}
