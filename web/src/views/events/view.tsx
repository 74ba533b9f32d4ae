// Events: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Events() {
  return (
    <Page title="Events" filtered>
      <Empty title="Not written yet" />
    </Page>
  );
}
