// What a view offers to take away. Native <details>: opens by keyboard and pointer alike; Escape and a click elsewhere close it.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Offer, takeAway } from "../export/offers";

export function ExportMenu({ offers }: { offers: Offer[] }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [problem, setProblem] = useState("");
  const close = () => menu.current?.removeAttribute("open");
  useEffect(() => {
    const outside = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) close();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    close();
    menu.current?.querySelector("summary")?.focus();
  };
  const take = (offer: Offer) => {
    setProblem("");
    takeAway(offer).then(close, (error: unknown) => setProblem(String(error)));
  };
  return (
    <details class="menu" ref={menu} onKeyDown={onKeyDown}>
      <summary>Export</summary>
      <ul>
        {offers.map((offer) => (
          <li key={offer.file}>
            {offer.href ? (
              <a href={offer.href} download={offer.file} onClick={close}>
                {offer.label}
              </a>
            ) : (
              <button type="button" onClick={() => take(offer)}>
                {offer.label}
              </button>
            )}
          </li>
        ))}
      </ul>
      {problem && (
        <p class="error-box" role="alert">
          {problem}
        </p>
      )}
    </details>
  );
}
