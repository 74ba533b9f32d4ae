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
import { Parties } from "./parties";
import { positionColumns, Positions } from "./positions";
import { Statement } from "./statement";
import { Tension } from "./tension";

function Section({ id, title, none, wide, children }: { id: string; title: string; none?: string | false; wide?: boolean; children: ComponentChildren }) {
  return (
    <section id={id} class={wide ? "panel board-wide" : "panel"} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {none ? <p class="board-none">{none}</p> : children}
    </section>
  );
}

const none = (rows: readonly unknown[], words: string) => rows.length === 0 && words;

function Conditions({ brief }: { brief: Brief }) {
  return (
    <ul>
      {brief.conditions.map((condition, i) => (
        <li key={i} class="board-pair">
          <Statement brief={brief} at={condition.occurrence} />
          <div>
            <p><span class="board-word">{condition.polarity}</span> <q>{condition.text}</q></p>
            {condition.depends_on !== null && <Statement brief={brief} at={condition.depends_on} />}
          </div>
        </li>
      ))}
      {brief.exchanges.map((exchange, i) => (
        <li key={`x${i}`} class="board-pair">
          <Statement brief={brief} at={exchange.given} />
          <div>
            <p><span class="board-word">in return for</span></p>
            <Statement brief={brief} at={exchange.taken} />
          </div>
        </li>
      ))}
    </ul>
  );
}

const voteWords: Record<string, string> = { veto: "veto", against: "against", for: "for", other: "vote" };

function Votes({ brief }: { brief: Brief }) {
  return (
    <ul>
      {brief.votes.map((vote, i) => (
        <li key={i} class="board-tagged">
          <span class={`board-vote board-vote-${vote.vote}`}>{voteWords[vote.vote] ?? vote.vote}</span>
          <Statement brief={brief} at={vote.occurrence} />
        </li>
      ))}
    </ul>
  );
}

function Agenda({ brief }: { brief: Brief }) {
  const items = [...brief.agenda].sort((a, b) => ((a.date ?? "9999") < (b.date ?? "9999") ? -1 : 1));
  return (
    <ul>
      {items.map((item, i) => (
        <li key={i} class="board-tagged">
          <time dateTime={item.date ?? undefined}>{item.date ? dateText(item.date) : "day open"}</time>
          <Statement brief={brief} at={item.occurrence} />
        </li>
      ))}
    </ul>
  );
}

function rangeOf({ min, max, text }: Harm): string {
  if (min !== null && max !== null) return min === max ? String(min) : `${min} to ${max}`;
  if (min !== null) return `at least ${min}`;
  return max !== null ? `up to ${max}` : (text ?? "a number not told");
}

function Harmed({ brief }: { brief: Brief }) {
  return (
    <ul>
      {brief.casualties.map((harm, i) => (
        <li key={i} class="board-tagged">
          <span class="board-figure">{rangeOf(harm)} <small>{harm.harm}</small></span>
          <Statement brief={brief} at={harm.occurrence} />
        </li>
      ))}
    </ul>
  );
}

const kinds: Record<string, string> = { numbers: "the numbers differ", denied: "is denied", "accusation rejected": "the accusation is rejected" };

function Contradictions({ brief }: { brief: Brief }) {
  return (
    <ul>
      {brief.contradictions.map((pair, i) => (
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
      ))}
    </ul>
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

export default function Board() {
  const [as_of, setAsOf] = useParam<string>("as_of", "");
  const answer = api.useAnswer(api.brief<Brief>(filters.value, as_of || undefined));
  const brief = answer.data;
  const found = brief !== null && brief.reports > 0;
  return (
    <Page
      title="Board"
      filtered
      lead={found ? leadOf(brief) : undefined}
      tools={<AsOf value={as_of} set={setAsOf} />}
      exports={found ? offersOf(brief, as_of) : []}
    >
      <Answered answer={answer} what="the situation">
        {(data) =>
          data.reports === 0 ? (
            <Empty title="No reports to draw a situation from">
              <p>Widen the filters, or <a href="/paste">put an article in</a>; a folder of articles is read by <code>casus ingest FOLDER --db STORE</code>.</p>
            </Empty>
          ) : (
            <Sections brief={data} />
          )
        }
      </Answered>
    </Page>
  );
}
