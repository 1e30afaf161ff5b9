/// Long work: given to the service, asked after until it ends.
import {ask, type Schemas, send} from "./api/client";
import {desk, voice} from "./desk";

export type Job = Schemas["Job"];

const poll_every = 500;

/// Tells each step of the job to `told`; a job that nobody waits for any more goes on by itself, unheard.
export async function run_job(
  body: Schemas["JobWanted"], told: (job: Job) => void, is_gone: () => boolean = () => false,
) {
  let job = await send("post", "/api/v1/jobs", {}, body, voice());
  told(job);
  while (!is_gone() && (job.state === "waiting" || job.state === "running")) {
    await new Promise((resolve) => setTimeout(resolve, poll_every));
    job = await ask("/api/v1/jobs/{id}", {id: job.id}, {}, voice());
    told(job);
  }
  return job;
}

/// Has the report of what is looked at written: of the city, or of the scenario that is open.
export async function take_report(form: "workbook" | "geopackage") {
  const {standard, person, scenario} = desk.view;
  const job = await run_job({sort: "report", standard, person: person as "standard", form,
    ...(scenario ? {scenario} : {})}, () => undefined);
  take_file(job);
  return job.problem?.detail;
}

/// The file that a job left: the browser saves it under the name that the service gives.
function take_file(job: Job) {
  if (job.file) {
    window.location.assign(`/api/v1/jobs/${job.id}/file`);
  }
}
