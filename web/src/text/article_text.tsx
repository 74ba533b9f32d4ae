// An article's text with what was found in it: the trigger of every event is a link to it; of the event that is looked at, all
// words that stand for something are coloured. Words that stand for several things show all their colours, one above the other.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { lineOf, sentenceOf } from "../phrase";
import type { CodedEvent } from "../types";
import { indexOfByte } from "./offsets";
import { type Mark, marksOf, type Piece, piecesOf, type Role } from "./marks";

interface ArticleTextProps {
  text: string;
  /** Byte at which the article's own words begin: what is before is heading data. */
  body: number;
  events: readonly CodedEvent[];
  selected: CodedEvent | null;
  hrefOf: (event: CodedEvent) => string;
  onSelect: (event: CodedEvent) => void;
}

export const roleNames: Record<Role, string> = {
  trigger: "what is done",
  actor: "who acts",
  recipient: "who is acted upon",
  place: "where",
  condition: "condition",
  holder: "who says so",
  figure: "numbers, weapons",
};
const colours: Record<Role, string> = {
  trigger: "var(--mark-trigger)",
  actor: "var(--mark-actor)",
  recipient: "var(--mark-recipient)",
  place: "var(--mark-place)",
  condition: "var(--mark-condition)",
  holder: "var(--mark-other)",
  figure: "var(--mark-other)",
};

/** Stripes of equal height. A condition covers a clause: it shows where nothing else does. */
function stripes(roles: Role[]): string {
  const near = roles.filter((role) => role !== "condition");
  const shown = near.length ? near : roles;
  const step = 100 / shown.length;
  return `linear-gradient(${shown.map((role, i) => `${colours[role]} ${i * step}% ${(i + 1) * step}%`).join(",")})`;
}

function rolesOf(marks: Mark[], selected: CodedEvent | null): Role[] {
  return [...new Set(marks.filter((mark) => mark.event.id === selected?.id).map((mark) => mark.role))];
}

/** Of several events with one trigger a click goes from one to the next. */
function nextOf(triggers: CodedEvent[], selected: CodedEvent | null): CodedEvent | undefined {
  const at = triggers.findIndex((event) => event.id === selected?.id);
  return triggers[(at + 1) % triggers.length];
}

function PieceText({
  piece,
  words,
  selected,
  hrefOf,
  onSelect,
}: { piece: Piece; words: string } & Pick<ArticleTextProps, "selected" | "hrefOf" | "onSelect">) {
  const roles = rolesOf(piece.marks, selected);
  const look = roles.length ? { backgroundImage: stripes(roles) } : undefined;
  const classes = roles.map((role) => `mark-${role}`).join(" ");
  const triggers = piece.marks.filter((mark) => mark.role === "trigger").map((mark) => mark.event);
  const target = nextOf(triggers, selected);
  if (!target)
    return roles.length ? (
      <mark class={classes} style={look} title={roles.map((role) => roleNames[role]).join(", ")}>
        {words}
      </mark>
    ) : (
      <>{words}</>
    );
  const lead = triggers.find((event) => event.id === selected?.id) ?? target;
  return (
    <a
      class={`trigger ${lineOf(lead.status)} b${lead.quad ?? 0} ${classes}`}
      style={look}
      href={hrefOf(target)}
      title={triggers.map(sentenceOf).join("\n")}
      aria-current={lead.id === selected?.id ? "true" : undefined}
      onClick={(click) => {
        if (click.ctrlKey || click.metaKey || click.shiftKey) return;
        click.preventDefault();
        onSelect(target);
      }}
    >
      {words}
    </a>
  );
}

/** Marks in indices of the string, of all triggers and of everything of the event looked at. */
function useMarks(text: string, events: readonly CodedEvent[], selected: CodedEvent | null): Mark[] {
  const at = useMemo(() => indexOfByte(text), [text]);
  return useMemo(
    () =>
      events
        .flatMap((event) => marksOf(event).filter((mark) => mark.role === "trigger" || event.id === selected?.id))
        .map((mark) => ({ ...mark, begin: at(mark.begin), end: at(mark.end) })),
    [at, events, selected?.id],
  );
}

export function ArticleText({ text, body, events, selected, hrefOf, onSelect }: ArticleTextProps) {
  const frame = useRef<HTMLDivElement>(null);
  const marks = useMarks(text, events, selected);
  const start = useMemo(() => indexOfByte(text)(body), [text, body]);
  const pieces = piecesOf(text.length, marks);
  useEffect(() => {
    frame.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [selected?.id]);
  const head = text.slice(0, start).trim();
  return (
    <div class="article-text" ref={frame}>
      {head && (
        <span class="article-head">
          {head}
          {"\n"}
        </span>
      )}
      {pieces
        .filter((piece) => piece.end > start)
        .map((piece) => (
          <PieceText
            key={piece.begin}
            piece={piece}
            words={text.slice(Math.max(piece.begin, start), piece.end)}
            selected={selected}
            hrefOf={hrefOf}
            onSelect={onSelect}
          />
        ))}
    </div>
  );
}

/** What the colours mean. */
export function MarkLegend() {
  const shown: Role[] = ["trigger", "actor", "recipient", "place", "condition", "holder"];
  return (
    <ul class="legend mark-legend" aria-label="Colours of words">
      {shown.map((role) => (
        <li key={role}>
          <mark class={`mark-${role}`} style={{ backgroundImage: stripes([role]) }}>
            {roleNames[role]}
          </mark>
        </li>
      ))}
    </ul>
  );
}
