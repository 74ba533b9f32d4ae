// What stands in place of data: nothing yet, nothing found, something wrong.
import type { ComponentChildren } from "preact";
import { type Answer, ApiError } from "../api";
import { clearFilters, filterCount } from "../filters";

export function Loading({ what = "data" }: { what?: string }) {
  return (
    <p class="loading" role="status">
      Loading {what} …
    </p>
  );
}

export function ErrorBox({ error }: { error: ApiError | Error }) {
  return (
    <div class="error-box" role="alert">
      <p>{error.message}</p>
    </div>
  );
}

/** Nothing to show: says why and what to do. With filters set, offers to clear them. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
      {filterCount.value > 0 && (
        <p>
          <button type="button" onClick={clearFilters}>
            Clear the filters
          </button>
        </p>
      )}
    </div>
  );
}

/** A question to the server that failed. Without a store it answers 409; what can be done without one is said here. */
export function Unanswered({ error }: { error: Error }) {
  if (!(error instanceof ApiError) || error.status !== 409) return <ErrorBox error={error} />;
  return (
    <Empty title="No store is open">
      <p>
        Start <code>casus serve --db FILE</code> with a store, or <a href="/paste">paste an article</a>.
      </p>
    </Empty>
  );
}

/** The usual three ways of an answer; `children` draws the data. */
export function Answered<A>({
  answer,
  what,
  children,
}: {
  answer: Answer<A>;
  what?: string;
  children: (data: A) => ComponentChildren;
}) {
  if (answer.error && !answer.data) return <Unanswered error={answer.error} />;
  if (!answer.data) return <Loading what={what ?? "data"} />;
  return (
    <div class={answer.loading ? "answered stale" : "answered"} aria-busy={answer.loading}>
      {answer.error && <ErrorBox error={answer.error} />}
      {children(answer.data)}
    </div>
  );
}
