// Network: who acts on whom. What is drawn is model.ts and layout.ts, the drawing is svg.tsx; the table under it says the same.
import { useMemo, useRef, useState } from "preact/hooks";
import { network as askNetwork, useAnswer } from "../../api";
import { EventPanel } from "../../charts/event_panel";
import { quadColumns, strongest } from "../../charts/quads";
import { useWidth } from "../../charts/size";
import { ZoomButtons } from "../../charts/zoom_buttons";
import { DataTable, type TableColumn } from "../../components/data_table";
import { Page } from "../../components/page";
import { QuadLegend, QuadMark } from "../../components/quad";
import { Answered, Empty } from "../../components/states";
import { csvOffer, jsonOffer, pngOffer, svgOffer } from "../../export/offers";
import { filters } from "../../filters";
import { count, plural } from "../../phrase";
import { setParams, useParam } from "../../router";
import type { Network, NetworkEdge } from "../../types";
import { drawnOf, edgeKey, leastSteps, nameOf, usualLeast } from "./model";
import { type Sight, sightFrom, sightText, zoomed } from "./sight";
import { SvgNetwork } from "./svg";

function columnsOf(network: Network, choose?: (key: string) => void): TableColumn<NetworkEdge>[] {
  const name = (index: number) => (network.nodes[index] ? nameOf(network.nodes[index]) : "");
  const both = (edge: NetworkEdge) => `${name(edge.from)} → ${name(edge.to)}`;
  return [
    {
      title: "Who → whom",
      cell: both,
      show: (edge) => (
        <button type="button" class="plain" onClick={() => choose?.(edgeKey(network, edge))}>
          {both(edge)}
        </button>
      ),
    },
    { title: "Mostly", cell: (edge) => strongest(edge.by_quad), show: (edge) => <QuadMark quad={strongest(edge.by_quad)} /> },
    { title: "Events", cell: (edge) => edge.events, numeric: true },
    ...quadColumns<NetworkEdge>(),
    {
      title: "Mean score",
      cell: (edge) => (edge.events > 0 ? Math.round((edge.score / edge.events) * 10) / 10 : null),
      numeric: true,
    },
  ];
}

function leadOf(network: Network, drawn: number, least: number): string {
  const strong = [...network.edges].sort((a, b) => b.events - a.events)[0];
  const most = strong
    ? ` Most: ${nameOf(network.nodes[strong.from]!)} → ${nameOf(network.nodes[strong.to]!)}, ${plural(strong.events, "event")}.`
    : "";
  const cut =
    network.total_nodes > network.nodes.length
      ? `the ${network.nodes.length} of ${count(network.total_nodes)} parties with most events`
      : plural(network.total_nodes, "party", "parties");
  const weak = least > 1 ? ` of at least ${least} events` : "";
  return `${cut[0]!.toUpperCase()}${cut.slice(1)}; ${plural(drawn, "arrow")}${weak} drawn of ${count(network.total_edges)}.${most}`;
}

/** The events of what was clicked: an arrow, or a party, which acts and is acted upon. */
function Chosen({ network, chosen, onClose }: { network: Network; chosen: string; onClose: () => void }) {
  const nameFor = (key: string) => {
    const node = network.nodes.find((one) => one.key === key);
    return node ? nameOf(node) : key;
  };
  const [from, to] = chosen.split(">");
  if (!from) return null;
  if (to)
    return (
      <EventPanel
        title={`${nameFor(from)} → ${nameFor(to)}`}
        given={{ ...filters.value, dyad: `${from},${to}`, directed: "1", actor: "", recipient: "" }}
        onClose={onClose}
      />
    );
  return (
    <>
      <EventPanel title={`What ${nameFor(from)} does`} given={{ ...filters.value, actor: from }} onClose={onClose} />
      <EventPanel title={`What is done to ${nameFor(from)}`} given={{ ...filters.value, recipient: from }} />
    </>
  );
}

function Shown({ network, drawing }: { network: Network; drawing: { current: SVGSVGElement | null } }) {
  const [zoom, setZoom] = useParam<string>("zoom", "");
  const [chosen, setChosen] = useParam<string>("sel", "");
  const [least] = useParam<string>("least", "");
  const [moving, setMoving] = useState<Sight | null>(null);
  const [box, width] = useWidth<HTMLDivElement>();
  const height = Math.round(Math.min(640, Math.max(380, width * 0.6)));
  const floor = Number(least) || usualLeast(network.edges);
  const drawn = useMemo(() => drawnOf(network, floor), [network, floor]);
  const settled = useMemo(() => sightFrom(zoom), [zoom]);
  const sight = moving ?? settled;
  const keep = (next: Sight) => {
    setParams({ zoom: sightText(next) }, true);
    setMoving(null);
  };
  const columns = columnsOf(network, setChosen);
  const rows = useMemo(() => [...network.edges].sort((a, b) => b.events - a.events), [network]);
  // Zooming changes the address, upon which the view is drawn again; the table need not be.
  const table = useMemo(
    () => (
      <div class="network-table">
        <h2>All arrows</h2>
        <DataTable
          caption="Who acts on whom, by number of events"
          columns={columns}
          rows={rows}
          rowKey={(edge) => edgeKey(network, edge)}
          max={200}
        />
      </div>
    ),
    [network, rows],
  );
  return (
    <>
      <div class="chart-tools">
        <ZoomButtons
          what="network"
          zoom={(factor) => keep(zoomed(sight, factor))}
          fit={() => {
            setMoving(null);
            setZoom("");
          }}
        />
        <QuadLegend />
      </div>
      <div class="chart-frame" ref={box}>
        <SvgNetwork
          drawn={drawn}
          width={width}
          height={height}
          sight={sight}
          settled={settled}
          chosen={chosen}
          drawing={drawing}
          onSight={(next, done) => (done ? keep(next) : setMoving(next))}
          onSettled={() => moving && keep(moving)}
          onChoose={setChosen}
        />
      </div>
      <p class="chart-hint">
        An arrow leads from who acts to who is acted upon; it is thicker with more events and has the colour and mark of the quad
        most of them are of. Click an arrow or a party for its events.
      </p>
      {chosen && <Chosen network={network} chosen={chosen} onClose={() => setChosen("")} />}
      {table}
    </>
  );
}

export default function NetworkView() {
  const [level, setLevel] = useParam<"country" | "actor">("level", "country");
  const [nodes, setNodes] = useParam<string>("nodes", "60");
  const [least, setLeast] = useParam<string>("least", "");
  const answer = useAnswer(askNetwork(filters.value, { level, nodes: Number(nodes) || 60 }));
  const drawing = useRef<SVGSVGElement | null>(null);
  const { data } = answer;
  const some = data && data.edges.length > 0 ? data : null;
  const floor = some ? Number(least) || usualLeast(some.edges) : 1;
  const strong = some?.edges.filter((edge) => edge.events >= floor).length ?? 0;
  const offers = some
    ? [
        csvOffer("network", columnsOf(some), some.edges),
        jsonOffer("network", some),
        svgOffer("network", () => drawing.current),
        pngOffer("network", () => drawing.current),
      ]
    : [];
  const tools = (
    <>
      <div class="segmented" role="group" aria-label="Parties as">
        {(["country", "actor"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={level === one} onClick={() => setLevel(one)}>
            {one === "country" ? "countries" : "actors"}
          </button>
        ))}
      </div>
      <label>
        Parties{" "}
        <select value={nodes} onChange={(event) => setNodes(event.currentTarget.value)}>
          {["15", "30", "60", "120"].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      {some && (
        <label>
          Events at least{" "}
          <select value={least || String(floor)} onChange={(event) => setLeast(event.currentTarget.value)}>
            {leastSteps(some.edges).map((one) => (
              <option key={one} value={String(one)}>
                {one}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
  return (
    <Page title="Network" filtered lead={some ? leadOf(some, strong, floor) : undefined} exports={offers} tools={tools}>
      <Answered answer={answer} what="the network">
        {(network) =>
          network.edges.length > 0 ? (
            <Shown network={network} drawing={drawing} />
          ) : (
            <Empty title="Nobody acts on anybody here">
              <p>
                A network needs events with an actor and a recipient. <a href="/paste">Paste an article</a> and keep it in the
                store, or run <code>casus ingest</code>.
              </p>
            </Empty>
          )
        }
      </Answered>
    </Page>
  );
}
