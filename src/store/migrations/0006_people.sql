-- Where a resident lives, so that the workers there may help; and whom WeChat knows by which number.

ALTER TABLE accounts ADD COLUMN community TEXT;

CREATE TABLE wechat_accounts (
  openid TEXT NOT NULL PRIMARY KEY CHECK (length(openid) BETWEEN 1 AND 128),
  account_id BIGINT NOT NULL UNIQUE REFERENCES accounts (id),
  linked_at BIGINT NOT NULL
);

CREATE INDEX grants_by_role ON grants (role, account_id);
