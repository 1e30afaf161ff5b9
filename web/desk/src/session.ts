/// Who is signed in. The session is a cookie that no script can read; what may be done is judged by the service alone.
import {reactive} from "vue";

import {ask, Refusal, type Schemas, send} from "./api/client";
import {voice} from "./desk";

export const session = reactive<{me: Schemas["Account"] | null}>({me: null});

export async function find_me() {
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
}

export async function sign_out() {
  await send("post", "/api/v1/sign-out", {}, undefined, voice());
  session.me = null;
}
