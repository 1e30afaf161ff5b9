-- Where something was done, as far as it has a place: for those who look after an area and not after the whole city.
-- Never narrower than a subdistrict, so that an act tells nobody's home.

ALTER TABLE acts ADD COLUMN subdistrict TEXT;

ALTER TABLE acts ADD COLUMN district TEXT;

CREATE INDEX acts_by_subdistrict ON acts (subdistrict, id);

CREATE INDEX acts_by_district ON acts (district, id);

-- A role that an approved claim of an outlet gave goes with the claim; one that was given otherwise stays.

ALTER TABLE grants ADD COLUMN by_claim BIGINT NOT NULL DEFAULT 0 CHECK (by_claim IN (0, 1));

UPDATE grants SET by_claim = 1 WHERE role = 'merchant_owner' AND level = 'outlet' AND EXISTS (
  SELECT 1 FROM outlet_versions AS v WHERE CAST(v.outlet_id AS VARCHAR) = grants.place AND v.command = 'claim'
  AND v.made_by = grants.account_id AND v.approved_by = grants.given_by AND v.made_at = grants.given_at);
