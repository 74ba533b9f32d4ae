// What the reader asks and tells in dialogs: the name of who corrects, the keys.
import { useState } from "preact/hooks";
import { setAuthor } from "../../author";
import { Dialog } from "../../components/dialog";
import { keys, keysOn, setKeys } from "./keys";

export function AuthorDialog({ suggestion, onDone, onClose }: { suggestion: string; onDone: () => void; onClose: () => void }) {
  const [name, setName] = useState(suggestion);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!name.trim()) return;
    setAuthor(name.trim());
    onDone();
  };
  return (
    <Dialog title="Who are you?" onClose={onClose}>
      <form onSubmit={submit}>
        <p>Corrections are kept with a name. It is asked once and stays in this browser.</p>
        <label class="field">
          <span>Name</span>
          <input
            type="text"
            value={name}
            autofocus
            required
            autocomplete="name"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <div class="dialog-actions">
          <button type="submit" class="primary">
            Go on
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const keyNames: Record<string, string> = { ArrowRight: "→", ArrowLeft: "←" };

export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="facts">
        {keys.map((one) => (
          <div key={one.action}>
            <dt>
              {one.keys.map((key, i) => (
                <span key={key}>
                  {i > 0 && " or "}
                  <kbd>{keyNames[key] ?? key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{one.label}</dd>
          </div>
        ))}
      </dl>
      <label class="tick">
        <input type="checkbox" checked={keysOn.value} onChange={(event) => setKeys(event.currentTarget.checked)} />
        listen to these keys
      </label>
      <p>
        Judged events become gold for <code>casus eval events</code> once every event of their article has a judgement.
      </p>
    </Dialog>
  );
}
