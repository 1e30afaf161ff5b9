-- What residents say they need: where, of which kind or in which words, and for whom.

CREATE TABLE needs (
  id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  lon BIGINT NOT NULL,
  lat BIGINT NOT NULL,
  community TEXT NOT NULL,
  asked_by BIGINT REFERENCES accounts (id),
  for_whom TEXT NOT NULL CHECK (for_whom IN ('anybody', 'child', 'adult', 'age_60', 'age_70')),
  at_times TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn')),
  ended_at BIGINT,
  CHECK (kind <> '' OR words <> ''),
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK (ended_at >= asked_at)
);

CREATE INDEX needs_open ON needs (id) WHERE state = 'open';

CREATE INDEX needs_by_community ON needs (community, id);

CREATE INDEX needs_by_account ON needs (asked_by, id);
