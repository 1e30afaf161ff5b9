-- Planning over HTTP: whose a job is and what it wrote, and scenarios that are kept.

CREATE TABLE plan_jobs (
  job_id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  created_at BIGINT NOT NULL,
  started_at BIGINT,
  file_name TEXT NOT NULL,
  file_bytes BIGINT NOT NULL CHECK (file_bytes >= 0)
);

CREATE INDEX plan_jobs_by_account ON plan_jobs (account_id, job_id);

CREATE TABLE scenarios (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  edits TEXT NOT NULL,
  shared BIGINT NOT NULL CHECK (shared IN (0, 1)),
  base_change BIGINT NOT NULL CHECK (base_change >= 0),
  version BIGINT NOT NULL CHECK (version >= 1),
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE INDEX scenarios_by_account ON scenarios (account_id, id);

CREATE INDEX scenarios_shared ON scenarios (id) WHERE shared = 1;
