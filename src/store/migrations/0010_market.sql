-- The market: what shops sell, orders and their money, what the parties must hear of them.
-- Money is in whole fen; days are days since 1970 on the city's calendar.

CREATE TABLE shop_terms (
  outlet_id BIGINT NOT NULL PRIMARY KEY,
  ways TEXT NOT NULL,
  goods_min BIGINT NOT NULL CHECK (goods_min >= 0),
  delivery_fee BIGINT NOT NULL CHECK (delivery_fee >= 0),
  preparation_minutes BIGINT NOT NULL CHECK (preparation_minutes >= 0),
  ride_minutes_max BIGINT NOT NULL CHECK (ride_minutes_max >= 1),
  fee_permille BIGINT NOT NULL CHECK (fee_permille BETWEEN 0 AND 300)
);

CREATE TABLE offers (
  id BIGINT NOT NULL PRIMARY KEY,
  outlet_id BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  price BIGINT NOT NULL CHECK (price BETWEEN 1 AND 10000000),
  options TEXT NOT NULL,
  on_sale BIGINT NOT NULL CHECK (on_sale IN (0, 1)),
  stock BIGINT CHECK (stock >= 0),
  a_day BIGINT CHECK (a_day >= 0)
);

CREATE INDEX offers_by_outlet ON offers (outlet_id, id);

CREATE TABLE offer_days (
  offer_id BIGINT NOT NULL REFERENCES offers (id),
  day BIGINT NOT NULL,
  sold BIGINT NOT NULL CHECK (sold >= 0),
  PRIMARY KEY (offer_id, day)
);

CREATE TABLE payments (
  id BIGINT NOT NULL PRIMARY KEY,
  resident_id BIGINT NOT NULL REFERENCES accounts (id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'paid', 'closed')),
  made_at BIGINT NOT NULL,
  asked BIGINT NOT NULL CHECK (asked >= 0),
  ask_at BIGINT
);

CREATE INDEX payments_to_ask ON payments (ask_at, id) WHERE ask_at IS NOT NULL;

CREATE INDEX payments_by_resident ON payments (resident_id, id);

CREATE TABLE receipts (
  transaction_number TEXT NOT NULL PRIMARY KEY,
  payment_id BIGINT NOT NULL REFERENCES payments (id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  outcome TEXT NOT NULL CHECK (outcome IN ('paid', 'returned')),
  came_at BIGINT NOT NULL
);

CREATE INDEX receipts_by_payment ON receipts (payment_id, came_at, transaction_number);

CREATE UNIQUE INDEX receipts_that_pay ON receipts (payment_id) WHERE outcome = 'paid';

CREATE TABLE orders (
  id BIGINT NOT NULL PRIMARY KEY,
  payment_id BIGINT NOT NULL REFERENCES payments (id),
  resident_id BIGINT NOT NULL REFERENCES accounts (id),
  outlet_id BIGINT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('delivery', 'collection', 'on_site')),
  goods BIGINT NOT NULL CHECK (goods > 0),
  delivery_fee BIGINT NOT NULL CHECK (delivery_fee >= 0),
  fee BIGINT NOT NULL CHECK (fee >= 0),
  address TEXT NOT NULL,
  telephone TEXT NOT NULL,
  note TEXT NOT NULL,
  day BIGINT NOT NULL,
  promised_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  state TEXT NOT NULL,
  since_at BIGINT NOT NULL,
  paid BIGINT NOT NULL,
  carrier_id BIGINT REFERENCES accounts (id),
  quoted BIGINT NOT NULL CHECK (quoted >= 0),
  due_at BIGINT,
  due_command TEXT,
  CHECK (paid = 0 OR paid = goods + delivery_fee),
  CHECK ((due_at IS NULL) = (due_command IS NULL))
);

CREATE INDEX orders_due ON orders (due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX orders_by_payment ON orders (payment_id, id);

CREATE INDEX orders_by_resident ON orders (resident_id, id);

CREATE INDEX orders_by_outlet ON orders (outlet_id, id);

CREATE INDEX orders_open ON orders (outlet_id, id)
  WHERE state NOT IN ('completed', 'rated', 'unpaid', 'refused', 'cancelled');

CREATE TABLE order_lines (
  order_id BIGINT NOT NULL REFERENCES orders (id),
  line BIGINT NOT NULL CHECK (line >= 0),
  offer_id BIGINT NOT NULL REFERENCES offers (id),
  name TEXT NOT NULL,
  options TEXT NOT NULL,
  count BIGINT NOT NULL CHECK (count >= 1),
  each_fen BIGINT NOT NULL CHECK (each_fen >= 1),
  PRIMARY KEY (order_id, line)
);

CREATE INDEX order_lines_by_offer ON order_lines (offer_id);

CREATE TABLE order_steps (
  order_id BIGINT NOT NULL REFERENCES orders (id),
  version BIGINT NOT NULL CHECK (version >= 2),
  command TEXT NOT NULL,
  by_party TEXT NOT NULL,
  account_id BIGINT REFERENCES accounts (id),
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (order_id, version)
);

CREATE INDEX order_steps_by_account ON order_steps (account_id, at) WHERE account_id IS NOT NULL;

CREATE TABLE order_codes (
  order_id BIGINT NOT NULL PRIMARY KEY REFERENCES orders (id),
  digits TEXT NOT NULL CHECK (length(digits) = 6),
  wrong BIGINT NOT NULL CHECK (wrong BETWEEN 0 AND 5),
  used BIGINT NOT NULL CHECK (used IN (0, 1))
);

CREATE TABLE refunds (
  id BIGINT NOT NULL PRIMARY KEY,
  payment_id BIGINT NOT NULL REFERENCES payments (id),
  order_id BIGINT REFERENCES orders (id),
  transaction_number TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL CHECK (state IN ('asked', 'arbitration', 'refunding', 'failed', 'refunded', 'declined')),
  since_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  version BIGINT NOT NULL CHECK (version >= 1),
  due_at BIGINT,
  CHECK ((order_id IS NULL) = (transaction_number <> ''))
);

CREATE UNIQUE INDEX refunds_of_transaction ON refunds (transaction_number) WHERE transaction_number <> '';

CREATE INDEX refunds_by_order ON refunds (order_id, id);

CREATE INDEX refunds_due ON refunds (due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX refunds_in_arbitration ON refunds (id) WHERE state = 'arbitration';

CREATE TABLE ledger_acts (
  sort TEXT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (sort, subject)
);

CREATE TABLE ledger_postings (
  sort TEXT NOT NULL,
  subject TEXT NOT NULL,
  posting BIGINT NOT NULL CHECK (posting >= 0),
  book TEXT NOT NULL CHECK (book IN ('provider', 'resident', 'merchant', 'fee', 'subsidy')),
  holder BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (sort, subject, posting),
  FOREIGN KEY (sort, subject) REFERENCES ledger_acts (sort, subject)
);

CREATE INDEX ledger_postings_by_holder ON ledger_postings (book, holder, amount);

CREATE TABLE feeds (
  listener TEXT NOT NULL PRIMARY KEY,
  newest BIGINT NOT NULL CHECK (newest >= 1)
);

CREATE TABLE feed_events (
  listener TEXT NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  what TEXT NOT NULL CHECK (what IN ('order', 'refund', 'booking')),
  subject BIGINT NOT NULL,
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (listener, number)
);

-- Appointments: their times are the city's own, in whole seconds since 1970 as if there were no zones.

CREATE TABLE booking_plans (
  id BIGINT NOT NULL PRIMARY KEY,
  outlet_id BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  hours TEXT NOT NULL,
  breaks TEXT NOT NULL,
  length_minutes BIGINT NOT NULL CHECK (length_minutes >= 5),
  step_minutes BIGINT NOT NULL CHECK (step_minutes >= 5),
  seats BIGINT NOT NULL CHECK (seats BETWEEN 1 AND 500),
  lead_minutes BIGINT NOT NULL CHECK (lead_minutes >= 0),
  ahead_days BIGINT NOT NULL CHECK (ahead_days >= 1)
);

CREATE INDEX booking_plans_by_outlet ON booking_plans (outlet_id, id);

CREATE TABLE bookings (
  id BIGINT NOT NULL PRIMARY KEY,
  plan_id BIGINT NOT NULL REFERENCES booking_plans (id),
  resident_id BIGINT NOT NULL REFERENCES accounts (id),
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL CHECK (to_at > from_at),
  seat BIGINT NOT NULL CHECK (seat >= 0),
  state TEXT NOT NULL CHECK (state IN ('held', 'booked', 'attended', 'missed', 'cancelled', 'lapsed')),
  held_until BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1)
);

CREATE INDEX bookings_by_plan ON bookings (plan_id, from_at);

CREATE INDEX bookings_by_resident ON bookings (resident_id, id);

CREATE INDEX bookings_held ON bookings (held_until, id) WHERE state = 'held';

CREATE TABLE booking_cells (
  plan_id BIGINT NOT NULL REFERENCES booking_plans (id),
  seat BIGINT NOT NULL,
  cell BIGINT NOT NULL,
  booking_id BIGINT NOT NULL REFERENCES bookings (id),
  PRIMARY KEY (plan_id, seat, cell)
);

CREATE INDEX booking_cells_by_booking ON booking_cells (booking_id);

CREATE TABLE booking_waits (
  number BIGINT NOT NULL PRIMARY KEY,
  plan_id BIGINT NOT NULL REFERENCES booking_plans (id),
  resident_id BIGINT NOT NULL REFERENCES accounts (id),
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL CHECK (to_at > from_at)
);

CREATE INDEX booking_waits_by_plan ON booking_waits (plan_id, number);

CREATE UNIQUE INDEX booking_waits_once ON booking_waits (resident_id, plan_id, from_at, to_at);
