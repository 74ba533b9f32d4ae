// Runs: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Runs() {
  return (
    <Page title="Runs">
      <Empty title="Not written yet" />
    </Page>
  );
}
