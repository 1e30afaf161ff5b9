-- The programme: living circles with their states, plans, surveys and frozen years; brands and boards of districts.
-- Days are whole days since 1970. A drawn boundary is stored as circles::written() gives it.

CREATE TABLE living_circles (
  id BIGINT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL CHECK (version >= 1),
  code TEXT NOT NULL UNIQUE CHECK (length(code) >= 1),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  district TEXT NOT NULL,
  communities TEXT NOT NULL,
  drawn TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'building', 'built', 'accepted')),
  planned_on BIGINT,
  building_on BIGINT,
  built_on BIGINT,
  accepted_on BIGINT,
  grade TEXT,
  grade_standard TEXT,
  grade_on BIGINT,
  grade_by BIGINT REFERENCES accounts (id),
  CHECK ((communities = '') <> (drawn = '')),
  CHECK (state <> 'planned' OR (building_on IS NULL AND built_on IS NULL AND accepted_on IS NULL)),
  CHECK (state <> 'building' OR (built_on IS NULL AND accepted_on IS NULL)),
  CHECK (state <> 'built' OR accepted_on IS NULL),
  CHECK (building_on >= planned_on),
  CHECK (built_on >= planned_on),
  CHECK (built_on >= building_on),
  CHECK (accepted_on >= planned_on),
  CHECK (accepted_on >= building_on),
  CHECK (accepted_on >= built_on),
  CHECK ((grade IS NULL) = (grade_standard IS NULL)),
  CHECK ((grade IS NULL) = (grade_on IS NULL)),
  CHECK ((grade IS NULL) = (grade_by IS NULL))
);

CREATE TABLE living_circle_versions (
  circle_id BIGINT NOT NULL REFERENCES living_circles (id),
  version BIGINT NOT NULL CHECK (version >= 1),
  made_at BIGINT NOT NULL,
  made_by BIGINT REFERENCES accounts (id),
  command TEXT NOT NULL CHECK (command IN ('seed', 'found', 'describe', 'step', 'judge')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'building', 'built', 'accepted')),
  reason TEXT NOT NULL,
  PRIMARY KEY (circle_id, version),
  CHECK (command = 'seed' OR made_by IS NOT NULL)
);

CREATE TABLE circle_plans (
  circle_id BIGINT NOT NULL REFERENCES living_circles (id),
  year BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  version BIGINT NOT NULL CHECK (version >= 1),
  body TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (circle_id, year)
);

CREATE TABLE circle_plan_items (
  circle_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 200),
  what TEXT NOT NULL CHECK (length(what) >= 1),
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  lon BIGINT,
  lat BIGINT,
  due_on BIGINT,
  done_on BIGINT,
  PRIMARY KEY (circle_id, year, number),
  FOREIGN KEY (circle_id, year) REFERENCES circle_plans (circle_id, year),
  CHECK ((lon IS NULL) = (lat IS NULL))
);

CREATE TABLE circle_surveys (
  id BIGINT NOT NULL PRIMARY KEY,
  circle_id BIGINT NOT NULL REFERENCES living_circles (id),
  asked_on BIGINT NOT NULL,
  asked BIGINT NOT NULL CHECK (asked >= 1),
  content BIGINT NOT NULL CHECK (content BETWEEN 0 AND asked),
  source TEXT NOT NULL CHECK (length(source) >= 1),
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES accounts (id)
);

CREATE INDEX circle_surveys_by_circle ON circle_surveys (circle_id, asked_on, id);

CREATE TABLE circle_years (
  circle_id BIGINT NOT NULL REFERENCES living_circles (id),
  year BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  frozen_at BIGINT NOT NULL,
  frozen_by BIGINT NOT NULL REFERENCES accounts (id),
  state TEXT NOT NULL CHECK (state IN ('planned', 'building', 'built', 'accepted')),
  PRIMARY KEY (circle_id, year)
);

CREATE TABLE circle_year_figures (
  circle_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  figure TEXT NOT NULL CHECK (length(figure) BETWEEN 1 AND 100),
  value BIGINT NOT NULL,
  PRIMARY KEY (circle_id, year, figure),
  FOREIGN KEY (circle_id, year) REFERENCES circle_years (circle_id, year)
);

CREATE TABLE brands (
  district TEXT NOT NULL PRIMARY KEY CHECK (length(district) = 6),
  name TEXT NOT NULL CHECK (length(name) >= 1),
  logo TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES accounts (id)
);

CREATE TABLE boards (
  id BIGINT NOT NULL PRIMARY KEY,
  district TEXT NOT NULL REFERENCES brands (district),
  place TEXT NOT NULL CHECK (length(place) >= 1),
  lon BIGINT,
  lat BIGINT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'standing', 'damaged', 'removed')),
  since_on BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES accounts (id),
  CHECK ((lon IS NULL) = (lat IS NULL))
);

CREATE INDEX boards_by_district ON boards (district, id);
