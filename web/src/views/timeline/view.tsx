// Timeline: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Timeline() {
  return (
    <Page title="Timeline" filtered>
      <Empty title="Not written yet" />
    </Page>
  );
}
