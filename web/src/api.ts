// The client of the HTTP API: typed requests, errors as messages, answers kept by address and dropped when the store changes.
// Views ask with useAnswer(); what is written goes through send().
import { useEffect, useState } from "preact/hooks";
import type { Filters } from "./filters";
import { changes } from "./live";
import type * as T from "./types";

export class ApiError extends Error {
  constructor(
    message: string,
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    readonly parameter: string | null = null,
  ) {
    super(message);
  }
}

/** An address of the API that answers with an `A`. */
export interface Ask<A> {
  url: string;
  readonly answers?: A;
}

export interface Paging {
  offset?: number;
  limit?: number;
}
type Param = string | number | boolean | null | undefined;

function ask<A>(path: string, ...params: object[]): Ask<A> {
  const query = new URLSearchParams();
  const all = Object.assign({}, ...params) as Record<string, Param>;
  for (const [name, value] of Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  const text = query.toString();
  return { url: text ? `${path}?${text}` : path };
}

type Order = { order?: "date" | "newest" };
export const status = () => ask<T.StoreState>("/api/status");
export const events = (f: Filters, more: Paging & Order = {}) => ask<T.List<T.CodedEvent>>("/api/events", f, more);
export const event = (id: string) => ask<T.CodedEvent>(`/api/events/${id}`);
export const articles = (f: Pick<Filters, "text" | "source" | "from" | "to">, more: Paging & Order = {}) =>
  ask<T.List<T.ArticleItem>>("/api/articles", f, more);
export const article = (key: number | string) => ask<T.ArticleAnswer>(`/api/articles/${key}`);
export const stories = (f: Filters, more: Paging & Order = {}) => ask<T.List<T.Story>>("/api/stories", f, more);
export const story = (key: number | string, more: Paging = {}) => ask<T.StoryAnswer>(`/api/stories/${key}`, more);
export const series = (f: Filters, by: T.Series["by"]) => ask<T.Series>("/api/series", f, { by });
export const dyads = (f: Filters, more: Paging & { level?: "country" | "actor" } = {}) =>
  ask<T.List<T.Dyad>>("/api/dyads", f, more);
export const network = (f: Filters, more: { level?: "country" | "actor"; nodes?: number } = {}) =>
  ask<T.Network>("/api/network", f, more);
export const places = (f: Filters, more: Paging = {}) => ask<T.Places>("/api/places", f, more);
export const suggest = () => ask<T.Suggestions>("/api/suggest");
export const brief = <A = unknown>(f: Filters, as_of?: string) => ask<A>("/api/brief", f, { format: "json", as_of });
export const proposal = <A = unknown>(f: Filters) => ask<A>("/api/strategy/proposal", f);
export const runs = (more: Paging = {}) => ask<T.List<T.Run>>("/api/runs", more);
export const corrections = (more: Paging & { article?: number; author?: string } = {}) =>
  ask<T.List<T.Correction>>("/api/corrections", more);

export type ExportFormat = "csv" | "jsonl" | "geojson" | "gdelt" | "gdelt-mentions" | "icews" | "polecat" | "phoenix";
/** The address of a download of all events that fit. */
export const exportUrl = (f: Filters, format: ExportFormat) => ask("/api/export", f, { format }).url;
export const briefUrl = (f: Filters, format: "json" | "text" | "markdown" | "html", as_of?: string) =>
  ask("/api/brief", f, { format, as_of }).url;
export const goldUrl = "/api/gold";

async function problem(response: Response): Promise<ApiError> {
  const otherwise = `The server answered ${response.status} ${response.statusText}`.trim();
  try {
    const { error } = (await response.json()) as { error: { message: string; parameter?: string | null } };
    return new ApiError(error.message || otherwise, response.status, error.parameter ?? null);
  } catch {
    return new ApiError(otherwise, response.status);
  }
}

async function answerOf<A>(url: string, init: RequestInit): Promise<A> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("casus does not answer. Is `casus serve` still running?", 0);
  }
  if (!response.ok) throw await problem(response);
  return (response.status === 204 ? null : await response.json()) as A;
}

/** Answers since the last change of the store, the oldest dropped first. */
const kept = new Map<string, { at: number; data: unknown }>();
const kept_max = 60;

function keep(url: string, data: unknown): void {
  kept.delete(url);
  kept.set(url, { at: changes.peek(), data });
  const oldest = kept.keys().next();
  if (kept.size > kept_max && !oldest.done) kept.delete(oldest.value);
}

/** The answer that is at hand, if the store has not changed since. */
export function atHand<A>(request: Ask<A>): A | null {
  const found = kept.get(request.url);
  return found && found.at === changes.peek() ? (found.data as A) : null;
}

export async function fetchAnswer<A>(request: Ask<A>, signal?: AbortSignal): Promise<A> {
  const found = atHand(request);
  if (found !== null) return found;
  const data = await answerOf<A>(request.url, { signal: signal ?? null });
  keep(request.url, data);
  return data;
}

/** Sends JSON or the bytes of a file. */
export function send<A>(method: "POST" | "DELETE", url: string, body?: unknown, type = "application/json"): Promise<A> {
  const bytes = body instanceof Blob || typeof body === "string" ? body : JSON.stringify(body);
  return answerOf<A>(url, body === undefined ? { method } : { method, body: bytes, headers: { "Content-Type": type } });
}

export const code = (article: T.NewArticle) => send<T.CodeAnswer>("POST", "/api/code", article);
export const store = (article: T.NewArticle) => send<T.CodeAnswer>("POST", "/api/articles", article);
export const sendFile = (path: "/api/code" | "/api/articles", bytes: Blob, type: string, name: string, date?: string) =>
  send<T.CodeAnswer>("POST", ask(path, { name, date }).url, bytes, type);
export const correct = (correction: T.NewCorrection) => send<T.Correction>("POST", "/api/corrections", correction);
export const uncorrect = (key: number) => send<null>("DELETE", `/api/corrections/${key}`);
export const solve = <A = unknown>(model: unknown, options: object = {}, signal?: AbortSignal) =>
  answerOf<A>("/api/strategy/solve", {
    method: "POST",
    body: JSON.stringify({ model, options }),
    headers: { "Content-Type": "application/json" },
    signal: signal ?? null,
  });

export interface Answer<A> {
  data: A | null;
  error: ApiError | null;
  /** A request is under way; `data` may hold what the one before it answered. */
  loading: boolean;
}

const pathOf = (url: string) => url.split("?", 1)[0];
const asError = (error: unknown) => (error instanceof ApiError ? error : new ApiError(String(error), 0));

/**
 * The answer to a request, asked again whenever its address or the store changes. While another page or filter of the same path
 * is on its way, the old answer stays, so that views need not flicker; a request that is no longer wanted is aborted.
 */
export function useAnswer<A>(request: Ask<A> | null): Answer<A> {
  const url = request?.url ?? null;
  const at = changes.value;
  const [state, set] = useState<Answer<A> & { url: string | null }>({ url: null, data: null, error: null, loading: true });
  useEffect(() => {
    if (!request || !url) return;
    const aborter = new AbortController();
    const done = (data: A | null, error: ApiError | null) => {
      if (aborter.signal.aborted) return;
      set((old) => ({ url, data: data ?? (error?.status === 0 ? old.data : null), error, loading: false }));
    };
    set((old) => ({ ...old, loading: true }));
    fetchAnswer(request, aborter.signal).then(
      (data) => done(data, null),
      (error: unknown) => done(null, asError(error)),
    );
    return () => aborter.abort();
  }, [url, at]);
  if (!request || !url) return { data: null, error: null, loading: false };
  if (state.url === url) return state;
  const similar = state.url !== null && pathOf(state.url) === pathOf(url);
  return { data: atHand(request) ?? (similar ? state.data : null), error: null, loading: true };
}
