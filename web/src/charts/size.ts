// How wide an element is, as it changes.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export function useWidth<E extends Element>(otherwise = 800) {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(otherwise);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const measure = () => setWidth(Math.max(1, Math.floor(watched.getBoundingClientRect().width)));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(watched);
    return () => watcher.disconnect();
  }, []);
  return [element, width] as const;
}
