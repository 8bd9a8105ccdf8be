"""The tables of flat.sqlite: one per noun, plain enough to be asked by hand or with Datasette.

Every table has an integer `id`; columns named after another table hold its ids. Keys are the last parts of IRIs.
"""

VERSION = "1"
"""Changes with the tables: a file of another version is made anew."""

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outlets (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, label TEXT NOT NULL, n_articles INTEGER, n_assertions INTEGER,
  n_claims INTEGER);
CREATE TABLE stories (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, label TEXT NOT NULL, first TEXT, last TEXT, n_articles INTEGER,
  n_outlets INTEGER, n_claims INTEGER, n_assertions INTEGER, n_contested INTEGER);
CREATE TABLE origins (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, label TEXT NOT NULL, is_agency INTEGER NOT NULL, agency TEXT);
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, outlet INTEGER NOT NULL REFERENCES outlets (id),
  title TEXT, url TEXT, author TEXT, published TEXT, story INTEGER REFERENCES stories (id),
  origin INTEGER REFERENCES origins (id), newer INTEGER REFERENCES articles (id), n_assertions INTEGER);
CREATE TABLE texts (article INTEGER PRIMARY KEY REFERENCES articles (id), text TEXT NOT NULL);
CREATE TABLE copies (
  article INTEGER NOT NULL REFERENCES articles (id), relation TEXT NOT NULL, other INTEGER REFERENCES articles (id),
  agency TEXT, share REAL, reasons TEXT);
CREATE TABLE things (
  id INTEGER PRIMARY KEY, room TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, type TEXT,
  n_by INTEGER NOT NULL DEFAULT 0, n_about INTEGER NOT NULL DEFAULT 0);
CREATE TABLE thing_aliases (
  room TEXT NOT NULL, key TEXT NOT NULL, label TEXT, thing INTEGER NOT NULL REFERENCES things (id),
  PRIMARY KEY (room, key)) WITHOUT ROWID;
CREATE TABLE roles (
  thing INTEGER NOT NULL REFERENCES things (id), label TEXT NOT NULL, of INTEGER REFERENCES things (id), first TEXT,
  last TEXT, past INTEGER NOT NULL, n_articles INTEGER NOT NULL);
CREATE TABLE acts_for (
  thing INTEGER NOT NULL REFERENCES things (id), target INTEGER NOT NULL REFERENCES things (id),
  PRIMARY KEY (thing, target)) WITHOUT ROWID;
CREATE TABLE authorities (
  thing INTEGER NOT NULL REFERENCES things (id), iri TEXT NOT NULL, service TEXT NOT NULL, score REAL NOT NULL,
  is_linked INTEGER NOT NULL);
CREATE TABLE facts (thing INTEGER NOT NULL REFERENCES things (id), name TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE claims (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, text TEXT NOT NULL, is_denied INTEGER NOT NULL,
  subject INTEGER REFERENCES things (id), predicate TEXT NOT NULL, relation TEXT NOT NULL,
  object INTEGER REFERENCES things (id), event_type TEXT, n_assertions INTEGER NOT NULL, n_outlets INTEGER NOT NULL,
  n_origins INTEGER NOT NULL, outlets TEXT NOT NULL, first TEXT, last TEXT, n_for INTEGER NOT NULL,
  n_against INTEGER NOT NULL, story INTEGER REFERENCES stories (id));
CREATE TABLE claim_aliases (key TEXT PRIMARY KEY, claim INTEGER NOT NULL REFERENCES claims (id)) WITHOUT ROWID;
CREATE TABLE claim_links (
  claim INTEGER NOT NULL REFERENCES claims (id), relation TEXT NOT NULL, other INTEGER NOT NULL REFERENCES claims (id),
  score REAL, reasons TEXT NOT NULL, decided_by TEXT NOT NULL);
CREATE TABLE wordings (
  id INTEGER PRIMARY KEY, claim INTEGER NOT NULL REFERENCES claims (id), text TEXT NOT NULL);
CREATE TABLE sentences (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id), start INTEGER NOT NULL,
  end INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE assertions (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, claim INTEGER NOT NULL REFERENCES claims (id),
  wording INTEGER NOT NULL REFERENCES wordings (id), article INTEGER NOT NULL REFERENCES articles (id),
  sentence INTEGER NOT NULL REFERENCES sentences (id), start INTEGER NOT NULL, end INTEGER NOT NULL,
  origin INTEGER REFERENCES origins (id), reported_by INTEGER REFERENCES assertions (id),
  speaker TEXT, speaker_thing INTEGER REFERENCES things (id), speakers TEXT NOT NULL, cue TEXT, voice TEXT NOT NULL,
  subject TEXT, subject_thing INTEGER REFERENCES things (id), predicate TEXT NOT NULL, relation TEXT NOT NULL,
  object TEXT, object_thing INTEGER REFERENCES things (id), object_claim TEXT, about TEXT,
  about_thing INTEGER REFERENCES things (id), arguments TEXT NOT NULL, event_type TEXT, polarity TEXT NOT NULL,
  certainty TEXT NOT NULL, tense TEXT NOT NULL, time TEXT, place TEXT, place_thing INTEGER REFERENCES things (id),
  quantity REAL, unit TEXT, confidence REAL NOT NULL, rule TEXT NOT NULL, cue_start INTEGER, cue_end INTEGER,
  source_start INTEGER, source_end INTEGER);
CREATE TABLE problems (path TEXT NOT NULL, line INTEGER, article TEXT, kind TEXT NOT NULL, message TEXT NOT NULL);
CREATE TABLE names (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, item INTEGER NOT NULL, name TEXT NOT NULL, weight INTEGER NOT NULL);
CREATE TABLE columns (name TEXT PRIMARY KEY, dtype TEXT NOT NULL, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE words (
  field TEXT NOT NULL, id INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (field, id)) WITHOUT ROWID;
"""

VIEWS = """
CREATE VIEW claim_rows AS
  SELECT a.key AS assertion, c.key AS claim, r.name AS article, o.label AS outlet, r.published, r.url, r.title,
    a.speaker, a.cue, a.voice, a.subject, a.predicate, a.object, a.about, a.arguments, a.event_type, a.polarity,
    a.certainty, a.tense, a.time, a.place, a.quantity, a.unit, s.text AS sentence, a.start, a.end, a.confidence, a.rule,
    s.start AS sentence_start, c.n_outlets, c.n_origins, c.n_against > 0 AS is_contested, t.label AS story
  FROM assertions a JOIN claims c ON c.id = a.claim JOIN articles r ON r.id = a.article
    JOIN outlets o ON o.id = r.outlet JOIN sentences s ON s.id = a.sentence LEFT JOIN stories t ON t.id = r.story;
CREATE VIEW said_of AS
  SELECT o.label AS outlet, r.published, u.label AS subject, c.predicate, v.label AS object, a.polarity, a.certainty,
    a.speaker, s.text AS sentence
  FROM assertions a JOIN claims c ON c.id = a.claim JOIN articles r ON r.id = a.article
    JOIN outlets o ON o.id = r.outlet JOIN sentences s ON s.id = a.sentence
    JOIN things u ON u.id = c.subject JOIN things v ON v.id = c.object;
"""
"""For whoever opens the file by hand: rows as `kg claims` names them, and who says what of two things."""

INDEXES = """
CREATE UNIQUE INDEX outlets_by_key ON outlets (key);
CREATE UNIQUE INDEX stories_by_key ON stories (key);
CREATE UNIQUE INDEX articles_by_key ON articles (key);
CREATE INDEX articles_by_story ON articles (story);
CREATE INDEX articles_by_outlet ON articles (outlet, published);
CREATE INDEX copies_by_article ON copies (article);
CREATE INDEX copies_by_other ON copies (other);
CREATE UNIQUE INDEX things_by_key ON things (room, key);
CREATE INDEX aliases_by_thing ON thing_aliases (thing);
CREATE INDEX roles_by_thing ON roles (thing);
CREATE INDEX acts_for_by_target ON acts_for (target);
CREATE INDEX authorities_by_thing ON authorities (thing);
CREATE INDEX facts_by_thing ON facts (thing);
CREATE UNIQUE INDEX claims_by_key ON claims (key);
CREATE INDEX claim_links_by_claim ON claim_links (claim);
CREATE INDEX claim_links_by_other ON claim_links (other);
CREATE UNIQUE INDEX assertions_by_key ON assertions (key);
CREATE INDEX assertions_by_article ON assertions (article);
CREATE INDEX assertions_by_claim ON assertions (claim);
CREATE INDEX assertions_by_reported ON assertions (reported_by) WHERE reported_by IS NOT NULL;
CREATE VIRTUAL TABLE sentence_words USING fts5(
  text, content='sentences', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
INSERT INTO sentence_words (sentence_words) VALUES ('rebuild');
CREATE VIRTUAL TABLE wording_words USING fts5(
  text, content='wordings', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
INSERT INTO wording_words (wording_words) VALUES ('rebuild');
CREATE VIRTUAL TABLE name_words USING fts5(
  name, content='names', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
INSERT INTO name_words (name_words) VALUES ('rebuild');
"""
"""Made once the tables are full, which is quicker."""
