/// One act at a time, and what became of it: while it runs its button waits, and a refusal is told where it was asked.
import {reactive} from "vue";

import {sentence_of} from "./api/client";

export interface Act {
  busy: boolean;
  says: string;
  bad: boolean;
  run: (what: () => Promise<string | undefined>) => Promise<void>;
}

export function an_act(): Act {
  const act: Act = reactive({
    busy: false, says: "", bad: false,
    async run(what: () => Promise<string | undefined>) {
      Object.assign(act, {busy: true, says: "", bad: false});
      try {
        act.says = (await what()) ?? "";
      } catch (fault) {
        Object.assign(act, {says: sentence_of(fault), bad: true});
      } finally {
        act.busy = false;
      }
    },
  });
  return act;
}
