// How wide an element is, as it changes.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Before it is laid out an element may have no width: nothing can be drawn in less than this. */
const least_px = 100;

export function useWidth<E extends Element>(otherwise = 800) {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(otherwise);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const measure = () => setWidth(Math.max(least_px, Math.floor(watched.getBoundingClientRect().width)));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(watched);
    return () => watcher.disconnect();
  }, []);
  return [element, width] as const;
}
