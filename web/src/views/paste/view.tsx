// Paste: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Paste() {
  return (
    <Page title="Paste">
      <Empty title="Not written yet" />
    </Page>
  );
}
