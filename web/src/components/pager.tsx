// Pages of a list that is too long for one: the offset stands in the address.
import { count } from "../phrase";
import { setParams } from "../router";

export function Pager({ total, offset, limit }: { total: number; offset: number; limit: number }) {
  if (total <= limit) return null;
  const turn = (to: number) => setParams({ offset: to > 0 ? String(to) : null });
  return (
    <nav class="pager" aria-label="Pages">
      <button type="button" disabled={offset <= 0} onClick={() => turn(Math.max(0, offset - limit))}>
        Previous
      </button>
      <span>
        {count(offset + 1)} to {count(Math.min(offset + limit, total))} of {count(total)}
      </span>
      <button type="button" disabled={offset + limit >= total} onClick={() => turn(offset + limit)}>
        Next
      </button>
    </nav>
  );
}
