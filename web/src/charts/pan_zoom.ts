// Zoom and pan of a drawing by wheel, drag, two fingers: what the hand does, as factors and distances. What they mean, and keys and
// buttons, are the view's.
import { useEffect, useRef } from "preact/hooks";

export interface Move {
  /** The drawing goes so many CSS pixels right and down, */
  dx: number;
  dy: number;
  /** and is then enlarged by a factor, around a point in CSS pixels of the element. */
  factor: number;
  x: number;
  y: number;
}

export interface PanZoom {
  move: (by: Move) => void;
  /** The hand is off: a good time to write the address. */
  settled: () => void;
}

const still: Move = { dx: 0, dy: 0, factor: 1, x: 0, y: 0 };
const wheel_settles_ms = 250;
/** A drag begins here; below it is a click. */
const drag_px = 4;

interface Finger {
  x: number;
  y: number;
}

/** What came in since the last frame, as one: drawings follow once a frame, however many events a hand makes. */
function perFrame(hand: () => PanZoom) {
  let by = still;
  let frame = 0;
  const flush = () => {
    cancelAnimationFrame(frame);
    if (frame) hand().move(by);
    [by, frame] = [still, 0];
  };
  return {
    move: (more: Partial<Move>) => {
      by = { ...by, ...more, dx: by.dx + (more.dx ?? 0), dy: by.dy + (more.dy ?? 0), factor: by.factor * (more.factor ?? 1) };
      frame ||= requestAnimationFrame(flush);
    },
    settled: () => {
      flush();
      // After the view has drawn that.
      setTimeout(() => hand().settled());
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

const middle = (fingers: Finger[]): Finger => ({
  x: fingers.reduce((sum, one) => sum + one.x, 0) / fingers.length,
  y: fingers.reduce((sum, one) => sum + one.y, 0) / fingers.length,
});
const spread = ([a, b]: Finger[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

function listen(element: Element, hand: () => PanZoom): () => void {
  const frame = perFrame(hand);
  const fingers = new Map<number, Finger>();
  const stop = new AbortController();
  const { signal } = stop;
  let dragging = false;
  let begun: Finger | null = null;
  let wheel_timer: ReturnType<typeof setTimeout> | undefined;
  const at = (event: MouseEvent): Finger => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const { x, y } = at(event);
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) frame.move({ dx: -(event.deltaX || event.deltaY) });
    else frame.move({ factor: Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0018)), x, y });
    clearTimeout(wheel_timer);
    wheel_timer = setTimeout(() => frame.settled(), wheel_settles_ms);
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, at(event));
    begun = at(event);
    dragging = fingers.size > 1;
  };
  const onMove = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId) || !begun) return;
    const now = at(event);
    if (!dragging && Math.hypot(now.x - begun.x, now.y - begun.y) < drag_px) return;
    if (!dragging) element.setPointerCapture(event.pointerId);
    dragging = true;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, now);
    const after = [...fingers.values()];
    const [from, to] = [middle(before), middle(after)];
    const factor = after.length > 1 && spread(before) > 0 ? spread(after) / spread(before) : 1;
    frame.move({ dx: to.x - from.x, dy: to.y - from.y, factor, x: to.x, y: to.y });
  };
  const onUp = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (dragging && fingers.size === 0) frame.settled();
  };
  /** The click that ends a drag is none. */
  const onClick = (event: Event) => {
    if (dragging) event.stopPropagation();
    dragging = false;
  };
  element.addEventListener("wheel", onWheel as EventListener, { passive: false, signal });
  element.addEventListener("pointerdown", onDown as EventListener, { signal });
  element.addEventListener("pointermove", onMove as EventListener, { signal });
  element.addEventListener("pointerup", onUp as EventListener, { signal });
  element.addEventListener("pointercancel", onUp as EventListener, { signal });
  element.addEventListener("click", onClick, { capture: true, signal });
  return () => {
    clearTimeout(wheel_timer);
    frame.stop();
    stop.abort();
  };
}

/** Listens on the element that the ref holds; the newest handlers are called. */
export function usePanZoom<E extends Element>(hands: PanZoom, ready = true) {
  const element = useRef<E>(null);
  const newest = useRef(hands);
  newest.current = hands;
  useEffect(() => (element.current ? listen(element.current, () => newest.current) : undefined), [ready]);
  return element;
}
