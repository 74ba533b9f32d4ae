// The frame of every view: title, export menu, filters.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
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

let pages = 0;

/** Upon a change of view, but not at the start, the keyboard and the screen reader are at its title. */
function useFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (pages++ > 0) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

export function Page({ title, lead, exports = [], filtered, tools, children }: PageProps) {
  const heading = useFocus();
  useEffect(() => {
    document.title = `${title} – casus`;
  }, [title]);
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        <div class="page-tools">
          {tools}
          {exports.length > 0 && <ExportMenu offers={exports} />}
        </div>
        {lead !== undefined && (
          <p class="lead" aria-live="polite">
            {lead}
          </p>
        )}
      </div>
      {filtered && <FilterBar />}
      {children}
    </>
  );
}
