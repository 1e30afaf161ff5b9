-- What every other part stands on: the counter of changes, answers by key, messages to others, jobs.
-- Times are whole seconds since 1970, UTC.

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL CHECK (value >= 0)
);

INSERT INTO counters (name, value) VALUES ('change', 0);

-- Holds nothing: on PostgreSQL, locks on it let a write that met others twice run alone.
CREATE TABLE turns (
  turn BIGINT NOT NULL PRIMARY KEY
);

CREATE TABLE answers (
  owner BIGINT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  body_hash TEXT NOT NULL CHECK (length(body_hash) = 64),
  answer TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (owner, key)
);

CREATE INDEX answers_by_expiry ON answers (expires_at);

CREATE TABLE outbox (
  id BIGINT NOT NULL PRIMARY KEY,
  topic TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 100),
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  delivered_at BIGINT,
  last_refusal TEXT,
  CHECK (delivered_at IS NULL OR attempts > 0)
);

CREATE INDEX outbox_due ON outbox (due_at, id) WHERE delivered_at IS NULL;

CREATE INDEX outbox_delivered ON outbox (delivered_at) WHERE delivered_at IS NOT NULL;

CREATE TABLE jobs (
  id BIGINT NOT NULL PRIMARY KEY,
  sort TEXT NOT NULL CHECK (length(sort) BETWEEN 1 AND 100),
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  attempts_max BIGINT NOT NULL CHECK (attempts_max BETWEEN 1 AND 100),
  progress BIGINT NOT NULL CHECK (progress BETWEEN 0 AND 1000),
  result TEXT NOT NULL,
  lease_until BIGINT,
  cancel_asked BIGINT NOT NULL CHECK (cancel_asked IN (0, 1)),
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  CHECK (attempts <= attempts_max),
  CHECK ((state = 'running') = (lease_until IS NOT NULL)),
  CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL))
);

CREATE INDEX jobs_to_take ON jobs (sort, due_at, id) WHERE state IN ('waiting', 'running');
