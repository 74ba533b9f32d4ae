// Articles: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Articles() {
  return (
    <Page title="Articles">
      <Empty title="Not written yet" />
    </Page>
  );
}
