/// The service's questions, typed by web/api/openapi.yaml.
import type {components, paths} from "./schema";

export type Schemas = components["schemas"];
type Told<O> = O extends {responses: infer R}
  ? {[S in keyof R]: R[S] extends {content: {"application/json; charset=utf-8": infer T}} ? T : never}[
    keyof R & (200 | 201 | 202)]
  : never;
type Sent<O> = O extends {requestBody?: {content: {"application/json": infer B}}} ? B : undefined;
type With<M extends string> =
  {[P in keyof paths]: paths[P] extends Record<M, {responses: unknown}> ? P : never}[keyof paths];
export type Write = "post" | "put" | "patch" | "delete";

const give_up_after = 30_000;

/// A sentence for people, in their language.
export class Refusal extends Error {
  constructor(sentence: string, readonly status: number, readonly retry_after: number | null) {
    super(sentence);
  }
}

export interface Voice {
  language: string;
  gone: string;
}

export function sentence_of(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

function filled(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

async function refusal_of(answer: Response, voice: Voice): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as {detail?: string};
  const again = Number(answer.headers.get("Retry-After"));
  return new Refusal(problem.detail ?? `${voice.gone} (${answer.status})`, answer.status, again > 0 ? again : null);
}

/// Asks; where the service says that it is busy, again after the time that it names, three times in all.
async function asked(address: string, init: RequestInit, voice: Voice, stop?: AbortSignal): Promise<Response> {
  for (let tries = 1; ; ++tries) {
    const limit = AbortSignal.timeout(give_up_after);
    const answer = await fetch(address, {...init, signal: stop ? AbortSignal.any([stop, limit]) : limit})
      .catch((fault: unknown) => {
        throw stop?.aborted ? fault : new Refusal(voice.gone, 0, null);
      });
    if (answer.ok) {
      return answer;
    }
    const refusal = await refusal_of(answer, voice);
    if (refusal.retry_after === null || tries === 3) {
      throw refusal;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * (refusal.retry_after ?? 1)));
  }
}

export async function ask<P extends With<"get"> & string>(
  path: P, values: Record<string, string>, query: Record<string, string>, voice: Voice, stop?: AbortSignal,
): Promise<Told<paths[P]["get"]>> {
  const text = new URLSearchParams(query).toString();
  const answer = await asked(filled(path, values) + (text ? `?${text}` : ""),
    {headers: {"Accept-Language": voice.language}}, voice, stop);
  return (await answer.json()) as Told<paths[P]["get"]>;
}

/// randomUUID() is kept from pages that came without encryption; these bytes are not.
function fresh_key(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/// Writes. The key is made once a call: where an answer was lost on its way, what is asked again happens once.
export async function send<M extends Write, P extends With<M> & string>(
  method: M, path: P, values: Record<string, string>, body: Sent<paths[P][M]>, voice: Voice,
): Promise<Told<paths[P][M]>> {
  const headers: Record<string, string> = {
    "Accept-Language": voice.language, "X-Linquan": "1", "Idempotency-Key": fresh_key(),
  };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  const init = {method: method.toUpperCase(), headers, ...(body === undefined ? {} : {body: JSON.stringify(body)})};
  const answer = await asked(filled(path, values), init, voice);
  return (await answer.json()) as Told<paths[P][M]>;
}
