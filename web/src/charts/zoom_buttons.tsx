// Buttons for what wheel and fingers do to a drawing.

interface ZoomButtonsProps {
  /** What is zoomed: "time", "map". */
  what: string;
  zoom: (factor: number) => void;
  /** -1 towards the beginning, 1 towards the end; without it there are no arrows. */
  step?: (direction: -1 | 1) => void;
  fit: () => void;
}

export function ZoomButtons({ what, zoom, step, fit }: ZoomButtonsProps) {
  return (
    <div class="segmented" role="group" aria-label={`Zoom the ${what}`}>
      {step && (
        <button type="button" aria-label="Earlier" onClick={() => step(-1)}>
          ←
        </button>
      )}
      <button type="button" aria-label="Zoom out" onClick={() => zoom(1 / 1.6)}>
        −
      </button>
      <button type="button" onClick={fit}>
        All
      </button>
      <button type="button" aria-label="Zoom in" onClick={() => zoom(1.6)}>
        +
      </button>
      {step && (
        <button type="button" aria-label="Later" onClick={() => step(1)}>
          →
        </button>
      )}
    </div>
  );
}
