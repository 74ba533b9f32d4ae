// What the API answers with (src/serve/openapi.json says the same). Offsets are bytes of the article's UTF-8 text.

export type Quad = 1 | 2 | 3 | 4;
export type Status = "actual" | "planned" | "intended" | "considered" | "conditional" | "failed" | "negated" | "denied";
export type Quads = [number, number, number, number];

export interface List<T> {
  total: number;
  offset: number;
  limit: number;
  items: T[];
}

export interface StoreState {
  program: string;
  version: string;
  tables: string;
  store: string | null;
  revision: number;
  articles: number;
  events: number;
  stories: number;
  corrections: number;
  first_day: string | null;
  last_day: string | null;
  writable: boolean;
  read_only_because: string | null;
  watching: string[];
  body_bytes_max: number;
  author: string | null;
}

export interface Span {
  text: string;
  begin: number;
  end: number;
}

export interface Party extends Partial<Span> {
  code: string | null;
  country: string | null;
  sector: string | null;
  name: string | null;
  office?: string | null;
}

export interface EventPlace extends Partial<Span> {
  name: string | null;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  geonames: number | null;
}

export interface Condition extends Span {
  event: string | null;
  polarity: "if" | "unless";
}

export interface Figure extends Partial<Span> {
  value: number | null;
  min: number | null;
  max: number | null;
}

export interface Step {
  stage: string;
  text: string;
}

export interface Correction {
  key: number;
  article?: number;
  event?: string;
  verdict: "accepted" | "rejected" | "corrected";
  record: CodedEvent | null;
  author: string | null;
  time: string;
}

export interface StoryFields {
  key: number;
  id: string;
  reports: number;
  articles: number;
  groups: number;
  sources: number;
  first_seen: string | null;
  last_seen: string | null;
  agreement: number;
  actual: number;
  negated: number;
  contradicted: boolean;
}

/** An event as `casus code` writes it. Events of a store have the fields from `key` on, too. */
export interface CodedEvent {
  id: string;
  doc: string;
  sentence: number;
  text: string;
  date: string | null;
  enddate: string | null;
  date_basis: string;
  event: string;
  of: string | null;
  mode: string[];
  context: string[];
  quad: Quad | null;
  score: number | null;
  cameo: string | null;
  goldstein: number | null;
  aux: string[];
  status: Status;
  condition: Condition | null;
  exchange: string | null;
  holder: Party | null;
  actor: Party[];
  recipient: Party[];
  place: EventPlace | null;
  casualties: Record<string, Figure | null> | null;
  participants: Figure | null;
  weapon: string | Span | null;
  trigger: Span | null;
  rule: string | null;
  confidence: number | null;
  key?: number;
  correction?: Correction | null;
  article?: ArticleRef;
  story?: StoryFields | null;
  group?: number;
  imported?: string | null;
  steps?: Step[] | null;
  steps_note?: string;
}

export interface ArticleRef {
  key: number;
  id: string;
  url: string | null;
  source: string | null;
  title: string | null;
  date: string | null;
  language: string | null;
}

export interface ArticleItem extends ArticleRef {
  bytes: number;
  events: number;
  group: number;
  imported: string | null;
}

export interface ArticleText {
  text: string;
  /** Byte of the text at which the article's own words begin. */
  body: number;
}

export interface ArticleAnswer {
  article: ArticleItem & ArticleText;
  events: CodedEvent[];
  corrections: Correction[];
}

export interface Story extends StoryFields {
  event: CodedEvent;
}

export interface StoryAnswer extends List<CodedEvent> {
  story: Story;
}

export interface SeriesPoint {
  begin: string | null;
  n_articles: number | null;
  n_events: number;
  n_stories: number;
  by_quad: Quads;
  score: number;
  goldstein: number;
}

export interface Series {
  by: "day" | "week" | "month";
  points: SeriesPoint[];
  unplaced: SeriesPoint | null;
}

export interface PartyRef {
  key: string;
  name: string | null;
  code: string | null;
  country: string | null;
  sector: string | null;
}

export interface Dyad {
  from: PartyRef;
  to: PartyRef;
  events: number;
  stories: number;
  by_quad: Quads;
  score: number;
  goldstein: number;
  first: string | null;
  last: string | null;
}

export interface NetworkNode extends PartyRef {
  as_actor: number;
  as_recipient: number;
  by_quad: Quads;
}

export interface NetworkEdge {
  from: number;
  to: number;
  events: number;
  by_quad: Quads;
  score: number;
}

export interface Network {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  total_nodes: number;
  total_edges: number;
}

export interface PlaceCount {
  name: string;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  geonames: number | null;
  events: number;
  stories: number;
  by_quad: Quads;
  score: number;
}

export interface Places extends List<PlaceCount> {
  placeless: number;
  unlocated: number;
}

export interface Suggestions {
  parties: { key: string; name: string; events: number }[];
  places: { name: string; country: string | null; events: number }[];
  sources: { name: string; articles: number }[];
}

export interface RunFailure {
  input: string;
  /** From 1; 0 where the input is not read by lines. */
  line: number;
  offset: number;
  message: string;
}

export interface Run {
  run: number;
  command: string;
  program: string;
  tables: string;
  started: string;
  ended: string | null;
  closed: boolean;
  n_read: number;
  n_coded: number;
  n_skipped: number;
  n_failed: number;
  n_events: number;
  skipped: Record<string, number>;
  failures: RunFailure[];
}

export interface CodedArticle {
  /** `key`: of an article that was stored just now; null where it was stored before. */
  article: Pick<ArticleRef, "id" | "title" | "date" | "source" | "url"> & ArticleText & { key?: number | null };
  events: CodedEvent[];
}

export interface CodeAnswer {
  articles: CodedArticle[];
  skipped: { reason: string; n: number }[];
  failed: { message: string; line?: number | null; offset_bytes?: number | null }[];
  added?: number;
}

export interface NewArticle {
  text: string;
  id?: string;
  title?: string;
  date?: string;
  source?: string;
  url?: string;
}

export interface NewCorrection {
  article: number;
  event: string;
  verdict: Correction["verdict"];
  record: CodedEvent | null;
  author: string;
}
