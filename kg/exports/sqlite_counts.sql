-- What follows from all assertions: counts of claims, outlets and articles. Run once the tables are full.

CREATE INDEX assertions_claim ON assertions (claim, published, outlet);
CREATE INDEX assertions_article ON assertions (article);
CREATE INDEX assertions_outlet ON assertions (outlet, claim, voice, polarity, published);

UPDATE articles SET n_assertions = (SELECT COUNT(*) FROM assertions WHERE article = articles.id);

UPDATE claims SET (n_assertions, n_outlets, n_origins, n_denied, n_own_voice, first, last, event_type) = (
  SELECT COUNT(*), COUNT(DISTINCT outlet), COUNT(DISTINCT origin), COALESCE(SUM(polarity = 'negative'), 0),
    COALESCE(SUM(voice = 'narrator'), 0), MIN(published), MAX(published), MIN(event_type)
  FROM assertions WHERE claim = claims.id);

UPDATE claims SET is_contested = (n_denied > 0 AND n_denied < n_assertions)
  OR id IN (SELECT claim FROM claim_links WHERE relation = 'contradicts'
            UNION SELECT other FROM claim_links WHERE relation = 'contradicts');

INSERT INTO outlets (id, name, n_articles, first, last)
  SELECT outlet, MIN(name), COUNT(*), MIN(published), MAX(published)
  FROM (SELECT a.outlet, n.name, a.published FROM articles a JOIN temp.outlet_names n ON n.id = a.outlet)
  GROUP BY outlet ORDER BY outlet;

-- The outlets of a claim, the earliest first; of one day by name.
UPDATE claims SET outlets = COALESCE((
  SELECT json_group_array(name) FROM (
    SELECT o.name FROM assertions a JOIN outlets o ON o.id = a.outlet WHERE a.claim = claims.id
    GROUP BY o.id ORDER BY MIN(COALESCE(a.published, '9999')), o.name)), '[]');

UPDATE outlets SET (n_assertions, n_claims) = (
  SELECT COUNT(*), COUNT(DISTINCT claim) FROM assertions WHERE outlet = outlets.id);
UPDATE outlets SET n_only_here = 0;
UPDATE outlets SET n_only_here = found.n FROM (
  SELECT a.outlet, COUNT(DISTINCT a.claim) AS n FROM assertions a JOIN claims c ON c.id = a.claim AND c.n_outlets = 1
  GROUP BY a.outlet) AS found WHERE found.outlet = outlets.id;

INSERT INTO claims_by_outlet (outlet, claim, n_assertions, n_own_voice, n_denied, first, last)
  SELECT outlet, claim, COUNT(*), SUM(voice = 'narrator'), SUM(polarity = 'negative'), MIN(published), MAX(published)
  FROM assertions GROUP BY outlet, claim ORDER BY outlet, claim;
UPDATE claims_by_outlet SET n_outlets = (SELECT n_outlets FROM claims WHERE id = claim);
