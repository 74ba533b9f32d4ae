// Who is in it, in which role, known by which names.
import { linkTo } from "../../filters";
import { plural } from "../../phrase";
import type { Brief, BriefParty } from "./brief";
import { Capped } from "./capped";

const first_shown = 10;
const roles: Record<string, string> = {
  conflict: "party to the conflict",
  mediator: "mediator",
  supporter: "supporter",
  critic: "critic",
  body: "international body",
};

/** The key of a named group holds its name after a colon; conditions take the name. */
const conditionOf = (party: BriefParty) => (party.key.includes(":") ? party.name : party.key);

function Known({ party }: { party: BriefParty }) {
  const names = party.names.filter((one) => one.name !== party.name).slice(0, 4);
  if (names.length === 0) return null;
  return <small> · as {names.map((one) => (one.office ? `${one.name} (${one.office})` : one.name)).join(", ")}</small>;
}

function Row({ party }: { party: BriefParty }) {
  return (
    <li>
      <a href={linkTo("/events", undefined, { actor: conditionOf(party) })}><b>{party.name}</b></a>{" "}
      {party.roles.map((role) => <span key={role} class={`board-role board-role-${role}`}>{roles[role] ?? role}</span>)}{" "}
      <small>acts {plural(party.as_actor, "time")}, is acted upon {plural(party.as_recipient, "time")}</small>
      <Known party={party} />
    </li>
  );
}

export function Parties({ brief }: { brief: Brief }) {
  return <Capped class="board-parties" items={brief.parties} first={first_shown} row={(party) => <Row key={party.key} party={party} />} />;
}
