// All views: their paths, their names, how they are loaded. Each is a chunk of its own and knows no other.
import type { ComponentType } from "preact";

export interface ViewProps {
  /** What the pattern took out of the path. */
  params: Record<string, string>;
}
export type View = ComponentType<ViewProps>;

export interface ViewEntry {
  path: string;
  title: string;
  load: () => Promise<{ default: View }>;
  /** Links to it keep the filters. */
  filtered?: boolean;
  /** Not in the menu: one gets there by links. */
  hidden?: boolean;
}

export const views: ViewEntry[] = [
  { path: "/", title: "Overview", load: () => import("./home/view") },
  { path: "/events", title: "Events", load: () => import("./events/view"), filtered: true },
  { path: "/timeline", title: "Timeline", load: () => import("./timeline/view"), filtered: true },
  { path: "/dyad", title: "Dyad", load: () => import("./dyad/view"), filtered: true },
  { path: "/network", title: "Network", load: () => import("./network/view"), filtered: true },
  { path: "/map", title: "Map", load: () => import("./map/view"), filtered: true },
  { path: "/board", title: "Board", load: () => import("./board/view"), filtered: true },
  { path: "/strategy", title: "Strategy", load: () => import("./strategy/view"), filtered: true },
  { path: "/articles", title: "Articles", load: () => import("./articles/view") },
  { path: "/reader/:key", title: "Reader", load: () => import("./reader/view"), hidden: true },
  { path: "/paste", title: "Paste", load: () => import("./paste/view") },
  { path: "/runs", title: "Runs", load: () => import("./runs/view") },
];
