// An event to try things on; a test changes what it is about.
import type { CodedEvent } from "../src/types";

export const event = (changes: Partial<CodedEvent> = {}): CodedEvent => ({
  id: "e1", doc: "d", sentence: 1, text: "The guard met them.", date: "2026-03-02", enddate: null, date_basis: "explicit", event: "CONSULT", of: null,
  mode: [], context: [], quad: 1, score: 1, cameo: "040", goldstein: 1, aux: [], status: "actual", condition: null, exchange: null, holder: null,
  actor: [], recipient: [], place: null, casualties: null, participants: null, weapon: null, trigger: { text: "met", begin: 10, end: 13 },
  rule: "meet", confidence: 0.5, ...changes,
});
