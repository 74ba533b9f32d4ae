// What each party demands, refuses, offers, ...: a grid of parties by stances. On narrow screens the grid becomes a list by party.
import { useState } from "preact/hooks";
import { StatusMark } from "../../components/event";
import { Evidence } from "../../components/evidence";
import type { Column } from "../../export/csv";
import { dateText, plural, wordings } from "../../phrase";
import { type Brief, eventsOf, partyName, type Position, sentencesOf, type Stance, stances } from "./brief";
import { Capped } from "./capped";

const rows_first = 8;
const cell_first = 3;
const quote_max = 130;

const aboutOf = (position: Position) => (position.of ? (wordings[position.of]?.noun ?? position.of.toLowerCase()) : "");
const latestOf = (brief: Brief, position: Position) => brief.occurrences[position.occurrences.at(-1) ?? -1];

export const positionColumns = (brief: Brief): Column<Position>[] => [
  { title: "party", cell: (row) => partyName(brief, row.party) },
  { title: "stance", cell: (row) => row.stance },
  { title: "of", cell: (row) => row.of },
  { title: "toward", cell: (row) => partyName(brief, row.toward) },
  { title: "first", cell: (row) => row.first },
  { title: "last", cell: (row) => row.last },
  { title: "changed", cell: (row) => row.reverses !== null },
  { title: "reports", cell: (row) => eventsOf(brief, row.occurrences).length },
  { title: "statement", cell: (row) => latestOf(brief, row)?.statement },
  { title: "quote", cell: (row) => latestOf(brief, row)?.quote },
  { title: "event", cell: (row) => latestOf(brief, row)?.id },
];

function periodOf(position: Position): string {
  if (!position.first) return "no date";
  if (!position.last || position.last === position.first) return dateText(position.first);
  return `since ${dateText(position.first)}, last ${dateText(position.last)}`;
}

/** The whole quote stands with the evidence. */
const cut = (text: string) => (text.length > quote_max ? `${text.slice(0, text.lastIndexOf(" ", quote_max))} …` : text);

function Stand({ brief, position }: { brief: Brief; position: Position }) {
  const latest = latestOf(brief, position);
  const before = position.reverses === null ? undefined : brief.positions[position.reverses];
  const toward = partyName(brief, position.toward);
  return (
    <li class="board-stand">
      {position.reverses !== null && <strong class="board-changed">changed</strong>}{" "}
      {latest?.quote ? <q>{cut(latest.quote)}</q> : <span>{latest?.statement ?? aboutOf(position)}</span>}
      {toward && <small> to {toward}</small>} {latest && <StatusMark event={latest} />}
      <Evidence
        sentences={sentencesOf(brief, position.occurrences)}
        events={eventsOf(brief, position.occurrences)}
        summary={periodOf(position)}
      >
        {latest && (
          <p>
            {latest.statement}{latest.uncertain && " (uncertain reading)"}
            {latest.quote && latest.quote.length > quote_max && <>: <q>{latest.quote}</q></>}
          </p>
        )}
        {before && <p>Before: {before.stance} {aboutOf(before)}, {periodOf(before)}</p>}
      </Evidence>
    </li>
  );
}

/** The positions of a party under a stance, the latest first. */
function at(brief: Brief, party: number, stance: Stance): Position[] {
  const found = brief.positions.filter((position) => position.party === party && position.stance === stance);
  return found.sort((a, b) => ((a.last ?? "") < (b.last ?? "") ? 1 : -1));
}

export function Positions({ brief }: { brief: Brief }) {
  const [all, setAll] = useState(false);
  const holders = [...new Set(brief.positions.map((position) => position.party))].sort((a, b) => a - b);
  const columns = stances.filter((stance) => brief.positions.some((position) => position.stance === stance));
  const rows = all ? holders : holders.slice(0, rows_first);
  return (
    <>
      <div class="table-frame" role="region" aria-label="Grid of positions" tabIndex={0}>
        <table class="board-grid">
          <thead>
            <tr>
              <th scope="col">Party</th>
              {columns.map((stance) => <th key={stance} scope="col">{stance}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((party) => (
              <tr key={party}>
                <th scope="row">{partyName(brief, party)}</th>
                {columns.map((stance) => {
                  const positions = at(brief, party, stance);
                  return (
                    <td key={stance} data-stance={stance} class={positions.length ? undefined : "board-none"}>
                      {positions.length > 0 && <Capped items={positions} first={cell_first} row={(position, i) => <Stand key={i} brief={brief} position={position} />} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {holders.length > rows.length && (
        <button type="button" onClick={() => setAll(true)}>Show {plural(holders.length - rows.length, "more party", "more parties")}</button>
      )}
    </>
  );
}
