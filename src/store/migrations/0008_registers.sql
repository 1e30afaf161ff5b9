-- Registers: tables that were sent, looked through and carried out part by part. Rows are stored as directory::packed()
-- gives them, with how many of them met which fate beside them.

CREATE TABLE registers (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('storing', 'ready', 'applying', 'applied', 'undoing', 'undone')),
  added BIGINT NOT NULL CHECK (added IN (0, 1)),
  changed BIGINT NOT NULL CHECK (changed IN (0, 1)),
  parts BIGINT NOT NULL CHECK (parts >= 0),
  next BIGINT NOT NULL CHECK (next >= 0),
  understood TEXT NOT NULL,
  CHECK (next <= parts)
);

CREATE INDEX registers_by_expiry ON registers (expires_at);

CREATE TABLE register_parts (
  register_id BIGINT NOT NULL REFERENCES registers (id),
  part BIGINT NOT NULL CHECK (part >= 0),
  content TEXT NOT NULL,
  waiting BIGINT NOT NULL,
  made BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  left_out BIGINT NOT NULL,
  undone BIGINT NOT NULL,
  overtaken BIGINT NOT NULL,
  PRIMARY KEY (register_id, part)
);
