// Reader: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Reader() {
  return (
    <Page title="Reader">
      <Empty title="Not written yet" />
    </Page>
  );
}
