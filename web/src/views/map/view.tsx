// Map: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Map() {
  return (
    <Page title="Map" filtered>
      <Empty title="Not written yet" />
    </Page>
  );
}
