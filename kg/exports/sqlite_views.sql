-- Views for people who ask by hand or browse with Datasette. `{base}` is the base IRI of the data.

CREATE INDEX assertions_quoted ON assertions (speaker, speaker_entity, outlet, voice, published);

CREATE VIEW only_one_outlet AS
  SELECT json_extract(c.outlets, '$[0]') AS outlet, c.text AS claim, c.n_assertions, c.first, c.event_type,
    c.id AS claim_id
  FROM claims c WHERE c.n_outlets = 1;

CREATE VIEW quoted_speakers AS
  SELECT a.speaker, e.type, o.name AS outlet, COUNT(*) AS n_assertions, SUM(a.voice = 'direct') AS n_direct,
    MIN(a.published) AS first, MAX(a.published) AS last
  FROM assertions a JOIN outlets o ON o.id = a.outlet LEFT JOIN entities e ON e.id = a.speaker_entity
  WHERE a.speaker IS NOT NULL
  GROUP BY a.speaker, a.speaker_entity, a.outlet;

CREATE VIEW contradictions AS
  SELECT c.text AS claim, c.outlets AS outlets, d.text AS other, d.outlets AS other_outlets, l.score, l.reasons,
    l.decided_by, c.id AS claim_id, d.id AS other_id
  FROM claim_links l JOIN claims c ON c.id = l.claim JOIN claims d ON d.id = l.other
  WHERE l.relation = 'contradicts';

-- The claim row, with the names that `kg claims` gives its fields.
CREATE VIEW claim_rows AS
  SELECT '{base}assertion/' || a.id AS assertion, '{base}claim/' || a.claim AS claim, r.article, o.name AS outlet,
    a.published, r.url, r.title, a.speaker, '{base}' || a.speaker_entity AS speaker_iri, a.speakers, a.cue, a.voice,
    a.subject, '{base}' || a.subject_entity AS subject_iri, a.predicate, a.object,
    '{base}' || COALESCE(a.object_entity, 'claim/' || a.object_claim) AS object_iri, a.about,
    '{base}' || a.about_entity AS about_iri, a.arguments, a.event_type, a.polarity, a.certainty, a.tense, a.time,
    a.place, a.quantity, a.unit, a.sentence, a.start, a.end, a.confidence, a.rule, a.sentence_start, a.verdict
  FROM assertions a JOIN articles r ON r.id = a.article JOIN outlets o ON o.id = a.outlet;
