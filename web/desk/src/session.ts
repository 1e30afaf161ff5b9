/// Who is signed in. The session is a cookie that no script can read; what may be done is judged by the service alone.
import {reactive} from "vue";

import {ask, Refusal, type Schemas, send} from "./api/client";
import {voice} from "./desk";

export const session = reactive<{me: Schemas["Account"] | null}>({me: null});

// The cookie cannot be read here: that there may be one is noted, so that who never signed in is not asked for.
const noted = "linquan-desk-signed-in";

export async function find_me() {
  if (localStorage.getItem(noted) === null) {
    return;
  }
  session.me = await ask("/api/v1/me", {}, {}, voice()).catch((fault: unknown) => {
    if (fault instanceof Refusal && fault.status !== 0) {
      return null;
    }
    throw fault;
  });
}

export async function sign_in(login: string, password: string) {
  const body = {login, password, device: "desk", cookie: true};
  session.me = (await send("post", "/api/v1/sign-in", {}, body, voice())).account;
  localStorage.setItem(noted, "yes");
}

export async function sign_out() {
  await send("post", "/api/v1/sign-out", {}, undefined, voice());
  session.me = null;
  localStorage.removeItem(noted);
}
