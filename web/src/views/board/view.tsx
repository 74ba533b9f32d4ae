// Board: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Board() {
  return (
    <Page title="Board" filtered>
      <Empty title="Not written yet" />
    </Page>
  );
}
