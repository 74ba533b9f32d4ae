// Strategy: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Strategy() {
  return (
    <Page title="Strategy" filtered>
      <Empty title="Not written yet" />
    </Page>
  );
}
