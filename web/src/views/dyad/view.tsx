// Dyad: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Dyad() {
  return (
    <Page title="Dyad" filtered>
      <Empty title="Not written yet" />
    </Page>
  );
}
