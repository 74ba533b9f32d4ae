// The frame of every view: title, export menu, filters.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Offer } from "../export/offers";
import { ExportMenu } from "./export_menu";
import { FilterBar } from "./filter_bar";

interface PageProps {
  title: string;
  /** A line under the title: counts, what one sees. */
  lead?: ComponentChildren;
  exports?: Offer[];
  /** Shows the bar of filters. */
  filtered?: boolean;
  /** Controls of the view, right of the title. */
  tools?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, lead, exports = [], filtered, tools, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – casus`;
  }, [title]);
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1}>{title}</h1>
        <div class="page-tools">
          {tools}
          {exports.length > 0 && <ExportMenu offers={exports} />}
        </div>
        {lead !== undefined && <p class="lead" aria-live="polite">{lead}</p>}
      </div>
      {filtered && <FilterBar />}
      {children}
    </>
  );
}
