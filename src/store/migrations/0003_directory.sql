-- The directory: every outlet as it is, each of its versions, changes that wait for approval, and corrected passages.
-- An entry is stored as directory::written() gives it; columns beside it are what is asked by.

CREATE TABLE outlets (
  id BIGINT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL CHECK (version >= 1),
  change BIGINT NOT NULL CHECK (change >= 1),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'gone')),
  community TEXT NOT NULL,
  street TEXT NOT NULL,
  house BIGINT NOT NULL CHECK (house >= 0),
  confirmed_on BIGINT NOT NULL,
  entry TEXT,
  CHECK ((state = 'gone') = (entry IS NULL))
);

CREATE INDEX outlets_by_walk ON outlets (community, street, house, id);

CREATE TABLE outlet_versions (
  outlet_id BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  change BIGINT NOT NULL CHECK (change >= 1),
  made_at BIGINT NOT NULL,
  made_by BIGINT REFERENCES accounts (id),
  approved_by BIGINT REFERENCES accounts (id),
  command TEXT NOT NULL CHECK (length(command) BETWEEN 1 AND 20),
  fields TEXT NOT NULL,
  undoes BIGINT,
  entry TEXT,
  PRIMARY KEY (outlet_id, version),
  CHECK (undoes IS NULL OR (undoes >= 1 AND undoes < version)),
  CHECK (command = 'seed' OR made_by IS NOT NULL)
);

CREATE UNIQUE INDEX outlet_versions_by_change ON outlet_versions (change, outlet_id);

CREATE TABLE waiting_changes (
  id BIGINT NOT NULL PRIMARY KEY,
  outlet_id BIGINT NOT NULL,
  base_version BIGINT NOT NULL CHECK (base_version >= 0),
  community TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BIGINT NOT NULL REFERENCES accounts (id),
  command TEXT NOT NULL CHECK (length(command) BETWEEN 1 AND 20),
  fields TEXT NOT NULL,
  entry TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused')),
  decided_at BIGINT,
  decided_by BIGINT REFERENCES accounts (id),
  CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CHECK ((state = 'waiting') = (decided_by IS NULL)),
  CHECK (decided_by IS NULL OR decided_by <> asked_by)
);

CREATE INDEX waiting_changes_open ON waiting_changes (id) WHERE state = 'waiting';

CREATE INDEX waiting_changes_by_outlet ON waiting_changes (outlet_id);

CREATE TABLE passage_versions (
  sort TEXT NOT NULL CHECK (sort IN ('gate', 'street')),
  number BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  change BIGINT NOT NULL CHECK (change >= 1),
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES accounts (id),
  undoes BIGINT,
  opening TEXT NOT NULL CHECK (opening IN ('mapped', 'open', 'closed', 'at_hours')),
  hours TEXT,
  PRIMARY KEY (sort, number, version),
  CHECK (undoes IS NULL OR (undoes >= 1 AND undoes < version)),
  CHECK ((opening = 'at_hours') = (hours IS NOT NULL))
);

CREATE INDEX passage_versions_by_change ON passage_versions (change, sort, number);
