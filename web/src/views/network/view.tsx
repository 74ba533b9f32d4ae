// Network: to be written.
import { Page } from "../../components/page";
import { Empty } from "../../components/states";

export default function Network() {
  return (
    <Page title="Network" filtered>
      <Empty title="Not written yet" />
    </Page>
  );
}
