// All events that fit the filters, newest or oldest first, in one long list; each leads to its place in the article.
import { useState } from "preact/hooks";
import * as api from "../../api";
import { EventLine } from "../../components/event";
import { Page } from "../../components/page";
import { QuadLegend } from "../../components/quad";
import { Empty } from "../../components/states";
import { VirtualList } from "../../components/virtual_list";
import { serverOffer } from "../../export/offers";
import { type Filters, filters } from "../../filters";
import { narrow } from "../../media";
import { plural } from "../../phrase";
import { useParam } from "../../router";

const formats: [api.ExportFormat, string, string][] = [
  ["csv", "CSV", "csv"],
  ["jsonl", "JSON Lines", "jsonl"],
  ["geojson", "GeoJSON", "geojson"],
  ["gdelt", "GDELT", "gdelt.tsv"],
  ["icews", "ICEWS", "icews.tsv"],
  ["polecat", "POLECAT", "polecat.tsv"],
  ["phoenix", "Phoenix", "phoenix.tsv"],
];
const offers = (f: Filters) =>
  formats.map(([format, label, ending]) => serverOffer(label, api.exportUrl(f, format), `events.${ending}`));

function OrderSwitch({ order, set }: { order: string; set: (order: "newest" | "date") => void }) {
  return (
    <div class="segmented" role="group" aria-label="Order">
      <button type="button" aria-pressed={order === "newest"} onClick={() => set("newest")}>
        Newest first
      </button>
      <button type="button" aria-pressed={order === "date"} onClick={() => set("date")}>
        Oldest first
      </button>
    </div>
  );
}

const nothing = (
  <Empty title="No events fit">
    <p>
      Take a filter away, or <a href="/paste">paste an article</a>.
    </p>
  </Empty>
);

export default function Events() {
  const [order, setOrder] = useParam<"newest" | "date">("order", "newest");
  const [total, setTotal] = useState<number | null>(null);
  const f = filters.value;
  const lead = total === null ? "" : plural(total, "event");
  return (
    <Page title="Events" filtered lead={lead} exports={offers(f)} tools={<OrderSwitch order={order} set={setOrder} />}>
      <QuadLegend lines />
      <VirtualList
        label="Events"
        rowHeight={narrow.value ? 92 : 40}
        page={(offset, limit) => api.events(f, { order, offset, limit })}
        row={(event) => <EventLine event={event} />}
        onTotal={setTotal}
        empty={nothing}
        growsAtTop={order === "newest"}
      />
    </Page>
  );
}
