/**
 * What makes the database of each version out of the one before, the first out of nothing. A step that was released is
 * never changed: what is new goes into one of its own.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sessions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    space_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    pin TEXT,
    secrets TEXT NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    participant_count INTEGER NOT NULL DEFAULT 0,
    first_member TEXT
  ) STRICT;
  CREATE INDEX sessions_live ON sessions (key) WHERE ended_at IS NULL;
  CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX sessions_of_space ON sessions (space_id, created_at);
  CREATE INDEX sessions_newest ON sessions (created_at);

  -- Apart from their sessions, since every append writes here and many of these rows share a page.
  CREATE TABLE heads (
    session INTEGER PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL
  ) STRICT;

  -- In the order of writing, whatever the session: what is committed together lies together.
  CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_in_order ON events (session, number);

  CREATE TABLE seats (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    client_index INTEGER NOT NULL,
    token_hash TEXT NOT NULL,
    browser_hash TEXT,
    waiting INTEGER NOT NULL,
    urls TEXT NOT NULL,
    PRIMARY KEY (session, client_index)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tickets (
    id TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tickets_expired ON tickets (expires_at);

  CREATE TABLE files (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    filename TEXT NOT NULL,
    declared_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX files_of_session ON files (session);

  CREATE TABLE spaces (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    origins TEXT NOT NULL,
    type TEXT NOT NULL,
    shared INTEGER NOT NULL,
    access_control TEXT NOT NULL,
    magic_secret TEXT,
    extensions TEXT NOT NULL,
    settings TEXT NOT NULL,
    managed INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL,
    space_id TEXT REFERENCES spaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    shown TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    last_used_at INTEGER,
    managed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX keys_of_space ON keys (space_id);

  CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    space_id TEXT REFERENCES spaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    signature TEXT NOT NULL,
    gzip INTEGER NOT NULL,
    ssl_verification INTEGER NOT NULL,
    categories TEXT NOT NULL,
    secrets TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    failed_count INTEGER NOT NULL,
    last TEXT,
    disabled_reason TEXT,
    managed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX webhooks_of_space ON webhooks (space_id);

  -- What one webhook is told of one session: one after the other, and the one at the head is the first that is pending.
  CREATE TABLE lanes (
    webhook_id INTEGER NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    last_sequence INTEGER NOT NULL,
    head INTEGER,
    head_sequence INTEGER,
    due_at INTEGER,
    leased INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (webhook_id, session)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lanes_due ON lanes (webhook_id, due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX lanes_of_session ON lanes (session);
  CREATE INDEX lanes_leased ON lanes (leased) WHERE leased = 1;

  CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id INTEGER NOT NULL,
    session INTEGER NOT NULL,
    sequence_id INTEGER NOT NULL,
    event_number INTEGER NOT NULL,
    category TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    data TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER,
    last_status INTEGER,
    last_error TEXT,
    last_at INTEGER,
    FOREIGN KEY (webhook_id, session) REFERENCES lanes ON DELETE CASCADE
  ) STRICT;
  CREATE UNIQUE INDEX deliveries_in_order ON deliveries (webhook_id, session, sequence_id);
  CREATE INDEX deliveries_of_webhook ON deliveries (webhook_id);
  CREATE INDEX deliveries_failed ON deliveries (webhook_id) WHERE status = 'failed';

  CREATE TABLE attempts (
    key INTEGER PRIMARY KEY,
    delivery INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    at INTEGER NOT NULL,
    took REAL NOT NULL,
    status INTEGER,
    error TEXT
  ) STRICT;
  CREATE INDEX attempts_of_delivery ON attempts (delivery);

  CREATE TABLE checks (
    key INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  ALTER TABLE files ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
  `,
  `
  ALTER TABLE sessions ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  `,
  `
  ALTER TABLE webhooks ADD COLUMN paused_until INTEGER NOT NULL DEFAULT 0;
  `,
  // Both were one: a widget key of the space was enough.
  `
  UPDATE spaces SET access_control = 'company' WHERE access_control = 'members-only';
  `,
  `
  -- Servers by their names, and until when the sessions that they have are theirs.
  CREATE TABLE owners (
    name TEXT PRIMARY KEY,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- Sessions of before are nobody's.
  ALTER TABLE heads ADD COLUMN owner TEXT NOT NULL DEFAULT '';
  `,
  `
  CREATE INDEX sessions_by_pin ON sessions (pin) WHERE ended_at IS NULL;
  -- Of sessions that are about to be made.
  CREATE TABLE promised_pins (
    pin TEXT PRIMARY KEY,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- How often spaces, keys and webhooks were changed, so that each server sees what others do.
  CREATE TABLE revisions (
    key INTEGER PRIMARY KEY,
    number INTEGER NOT NULL
  ) STRICT;
  INSERT INTO revisions VALUES (1, 0);
  CREATE TRIGGER spaces_added AFTER INSERT ON spaces BEGIN UPDATE revisions SET number = number + 1; END;
  CREATE TRIGGER spaces_removed AFTER DELETE ON spaces BEGIN UPDATE revisions SET number = number + 1; END;
  CREATE TRIGGER keys_added AFTER INSERT ON keys BEGIN UPDATE revisions SET number = number + 1; END;
  CREATE TRIGGER keys_removed AFTER DELETE ON keys BEGIN UPDATE revisions SET number = number + 1; END;
  CREATE TRIGGER webhooks_added AFTER INSERT ON webhooks BEGIN UPDATE revisions SET number = number + 1; END;
  CREATE TRIGGER webhooks_removed AFTER DELETE ON webhooks BEGIN UPDATE revisions SET number = number + 1; END;
  CREATE TRIGGER spaces_changed AFTER UPDATE ON spaces BEGIN UPDATE revisions SET number = number + 1; END;
  CREATE TRIGGER keys_changed AFTER UPDATE OF revoked_at ON keys BEGIN UPDATE revisions SET number = number + 1; END;
  -- Not by each attempt.
  CREATE TRIGGER webhooks_changed AFTER UPDATE ON webhooks
    WHEN (new.space_id, new.name, new.url, new.enabled, new.signature, new.gzip, new.ssl_verification,
      new.categories, new.secrets, new.disabled_reason)
      IS NOT (old.space_id, old.name, old.url, old.enabled, old.signature, old.gzip, old.ssl_verification,
      old.categories, old.secrets, old.disabled_reason)
    BEGIN UPDATE revisions SET number = number + 1; END;
  `,
];
