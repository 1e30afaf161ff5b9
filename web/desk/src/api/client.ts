/// The service's questions, typed by web/api/openapi.yaml.
import type {components, paths} from "./schema";

export type Schemas = components["schemas"];
type Gets = {[P in keyof paths]: paths[P] extends {get: {responses: {200: {content: infer C}}}} ? C : never};
type Json<C> = C extends {"application/json; charset=utf-8": infer T} ? T : never;

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

function filled(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

async function refusal_of(answer: Response, voice: Voice): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as {detail?: string};
  const again = Number(answer.headers.get("Retry-After"));
  return new Refusal(problem.detail ?? `${voice.gone} (${answer.status})`, answer.status, again > 0 ? again : null);
}

/// Asks once; where the service says that it is busy, again after the time that it names, three times in all.
export async function ask<P extends keyof Gets & string>(
  path: P, values: Record<string, string>, query: Record<string, string>, voice: Voice, stop?: AbortSignal,
): Promise<Json<Gets[P]>> {
  const text = new URLSearchParams(query).toString();
  const address = filled(path, values) + (text ? `?${text}` : "");
  for (let tries = 1; ; ++tries) {
    const limit = AbortSignal.timeout(give_up_after);
    const answer = await fetch(address, {
      headers: {"Accept-Language": voice.language}, signal: stop ? AbortSignal.any([stop, limit]) : limit,
    }).catch((fault: unknown) => {
      throw stop?.aborted ? fault : new Refusal(voice.gone, 0, null);
    });
    if (answer.ok) {
      return (await answer.json()) as Json<Gets[P]>;
    }
    const refusal = await refusal_of(answer, voice);
    if (refusal.retry_after === null || tries === 3) {
      throw refusal;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * (refusal.retry_after ?? 1)));
  }
}
