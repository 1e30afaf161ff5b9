-- Who can sign in, as whom, and what was done by whom.

CREATE TABLE accounts (
  id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  telephone TEXT UNIQUE,
  login TEXT UNIQUE,
  password_hash TEXT,
  password_failures BIGINT NOT NULL CHECK (password_failures >= 0),
  password_locked_until BIGINT,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
  version BIGINT NOT NULL CHECK (version >= 1),
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  CHECK ((login IS NULL) = (password_hash IS NULL)),
  CHECK ((state = 'deleted') = (deleted_at IS NOT NULL)),
  CHECK (state <> 'deleted' OR (name = '' AND telephone IS NULL AND login IS NULL)),
  CHECK (state = 'deleted' OR telephone IS NOT NULL OR login IS NOT NULL)
);

CREATE TABLE grants (
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('outlet', 'circle', 'community', 'subdistrict', 'district', 'city')),
  place TEXT NOT NULL,
  given_by BIGINT REFERENCES accounts (id),
  given_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, role, level, place),
  CHECK ((level = 'city') = (place = ''))
);

CREATE INDEX grants_by_giver ON grants (given_by);

CREATE TABLE codes (
  telephone TEXT NOT NULL PRIMARY KEY,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  sent_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  attempts_left BIGINT NOT NULL CHECK (attempts_left >= 0),
  window_began BIGINT NOT NULL,
  sent_in_window BIGINT NOT NULL CHECK (sent_in_window >= 1)
);

CREATE TABLE sessions (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  token_digest TEXT NOT NULL UNIQUE CHECK (length(token_digest) = 64),
  device TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  revoked_at BIGINT,
  CHECK (expires_at <= ends_at)
);

CREATE INDEX sessions_by_account ON sessions (account_id, id);

CREATE TABLE consents (
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  purpose TEXT NOT NULL,
  place BIGINT NOT NULL CHECK (place >= 0),
  text_version BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (account_id, place)
);

CREATE TABLE proxies (
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  resident_id BIGINT NOT NULL REFERENCES accounts (id),
  since BIGINT NOT NULL,
  until_at BIGINT,
  PRIMARY KEY (resident_id, account_id, since),
  CHECK (account_id <> resident_id)
);

CREATE INDEX proxies_by_account ON proxies (account_id);

CREATE TABLE acts (
  id BIGINT NOT NULL PRIMARY KEY,
  done_at BIGINT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  on_behalf_of BIGINT REFERENCES accounts (id),
  action TEXT NOT NULL,
  object TEXT NOT NULL
);

CREATE INDEX acts_by_account ON acts (account_id, id);

CREATE INDEX acts_by_person ON acts (on_behalf_of, id);
