// Who decides, and what each could do: names, order, what is so now, what cannot be taken back.
import * as edits from "./edits";
import { type EditorProps, FieldError, GroundsOf, speaksOf, TextInput } from "./fields";
import { type Direction, inOptionForm, type Option, optionsOf, statusQuoOf } from "./model";
import { Sortable } from "./sortable";
import { Mark } from "./words";

function OptionRow({ model, edit, problem, option, field }: EditorProps & { option: Option; field: string }) {
  const now = statusQuoOf(model)?.[option.at] === "Y";
  const taken = optionsOf(model).some((one) => one.owner === option.owner && one.at !== option.at && one.name === option.name);
  return (
    <>
      <div class="strategy-option">
        <TextInput label={`Option of ${option.owner}`} value={option.name} invalid={taken || speaksOf(problem, field)} set={(name) => edit(edits.renameOption(model, option, name))} />
        <label class="tick">
          <input type="checkbox" checked={now} onChange={(event) => edit(edits.setNow(model, option, event.currentTarget.checked))} /> so now
        </label>
        <select
          aria-label={`Whether ${option.name} can be taken back`}
          value={edits.directionOf(model, option)}
          onChange={(event) => edit(edits.setDirection(model, option, event.currentTarget.value as Direction | ""))}
        >
          <option value="">can be undone</option>
          <option value="N->Y">once done, stays</option>
          <option value="Y->N">once ended, stays so</option>
        </select>
      </div>
      <FieldError problem={problem} field={field} />
      <GroundsOf grounds={model.proposal?.options.find((one) => one.option === option.ref)} />
    </>
  );
}

function Party({ model, edit, problem, at }: EditorProps & { at: number }) {
  const party = model.decision_makers[at];
  if (!party) return null;
  const options = optionsOf(model).filter((one) => one.owner === party.name);
  const field = `decision_makers[${at}]`;
  const isTaken = (name: string) => model.decision_makers.some((one) => one.name === name);
  return (
    <div class="strategy-party">
      <p class="strategy-party-name">
        <Mark i={at} name={party.name} />
        <TextInput label="Name of the decision maker" value={party.name} set={(name) => !isTaken(name) && edit(edits.renameDecisionMaker(model, party.name, name))} />
      </p>
      <FieldError problem={problem} field={`${field}.name`} />
      {inOptionForm(model) && (
        <>
          <Sortable
            label={`Options of ${party.name}`}
            names={options.map((option) => option.name)}
            move={(from, to) => edit(edits.moveOption(model, party.name, from, to))}
            remove={(k) => edit(edits.removeOption(model, options[k] as Option))}
          >
            {options.map((option, k) => <OptionRow key={option.ref} model={model} edit={edit} problem={problem} option={option} field={`${field}.options[${k}]`} />)}
          </Sortable>
          <button type="button" class="plain" onClick={() => edit(edits.addOption(model, party.name))}>Add an option of {party.name}</button>
        </>
      )}
    </div>
  );
}

export function OptionsEditor(props: EditorProps) {
  const { model, edit, problem } = props;
  return (
    <>
      <FieldError problem={problem} field="status_quo" />
      <FieldError problem={problem} field="irreversible" />
      {!inOptionForm(model) && <p>This model lists its states and moves. They are edited as JSON, below.</p>}
      <Sortable
        label="Decision makers"
        names={model.decision_makers.map((one) => one.name)}
        move={(from, to) => edit(edits.moveDecisionMaker(model, from, to))}
        remove={(at) => edit(edits.removeDecisionMaker(model, model.decision_makers[at]?.name ?? ""))}
      >
        {model.decision_makers.map((one, at) => <Party key={one.name} {...props} at={at} />)}
      </Sortable>
      {inOptionForm(model) && <button type="button" onClick={() => edit(edits.addDecisionMaker(model))}>Add a decision maker</button>}
    </>
  );
}
