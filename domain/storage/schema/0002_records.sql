-- Items of the scales, notes, deviations, the screening log, and the life of a query.

-- Why an infusion was interrupted, and for how long.
ALTER TABLE infusions ADD COLUMN interruption TEXT NOT NULL DEFAULT '';

CREATE INDEX draws_specimen ON draws (specimen_id) WHERE specimen_id <> '';

-- Items 5, 6, 8 and 9 of the YMRS weigh double.
CREATE TABLE rating_items (
    patient TEXT NOT NULL,
    code    TEXT NOT NULL,
    scale   TEXT NOT NULL CHECK (scale IN ('madrs', 'ymrs')),
    item    INTEGER NOT NULL CHECK (item >= 1 AND item <= CASE scale WHEN 'madrs' THEN 10 ELSE 11 END),
    score   INTEGER NOT NULL,
    PRIMARY KEY (patient, code, scale, item),
    FOREIGN KEY (patient, code) REFERENCES ratings (patient, code),
    CHECK (score >= 0 AND score <= CASE
        WHEN scale = 'madrs' THEN 6
        WHEN item IN (5, 6, 8, 9) THEN 8
        ELSE 4
    END)
) STRICT, WITHOUT ROWID;

-- Remarks on a patient (kind empty) or on one visit.
CREATE TABLE notes (
    number     INTEGER PRIMARY KEY,
    patient    TEXT NOT NULL REFERENCES patients (code),
    kind       TEXT NOT NULL CHECK (kind IN ('', 'infusion', 'draw', 'rating')),
    code       TEXT NOT NULL,
    attempt    INTEGER NOT NULL,
    text       TEXT NOT NULL,
    written_at TEXT NOT NULL,
    written_by TEXT NOT NULL
) STRICT;

CREATE INDEX notes_patient ON notes (patient);

-- Drafted by a rule, withdrawn by it when the record is corrected; a person confirms one with a remark.
CREATE TABLE deviations (
    patient      TEXT NOT NULL REFERENCES patients (code),
    kind         TEXT NOT NULL CHECK (kind IN ('infusion', 'draw', 'rating')),
    code         TEXT NOT NULL,
    attempt      INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    detail       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('drafted', 'confirmed', 'withdrawn')),
    drafted_at   TEXT NOT NULL,
    remark       TEXT NOT NULL,
    confirmed_at TEXT,
    confirmed_by TEXT NOT NULL,
    PRIMARY KEY (patient, kind, code, attempt, rule)
) STRICT, WITHOUT ROWID;

-- Who was screened and not enrolled, and why; also the day of screening of an enrolled patient
-- where that is not the day of enrolment.
CREATE TABLE screening (
    code        TEXT PRIMARY KEY,
    screened_on TEXT NOT NULL,
    outcome     TEXT NOT NULL CHECK (outcome IN ('enrolled', 'not_eligible')),
    reason      TEXT NOT NULL,
    CHECK ((outcome = 'not_eligible') = (reason <> ''))
) STRICT, WITHOUT ROWID;

-- Two more states, a person's own question, the value that was asked about, and who answered.
CREATE TABLE queries_with_a_life (
    number      INTEGER PRIMARY KEY,
    patient     TEXT NOT NULL REFERENCES patients (code),
    kind        TEXT NOT NULL CHECK (kind IN ('infusion', 'draw', 'rating')),
    code        TEXT NOT NULL,
    attempt     INTEGER NOT NULL,
    rule        TEXT NOT NULL,
    detail      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed', 'verified', 'withdrawn')),
    opened_at   TEXT NOT NULL,
    opened_by   TEXT NOT NULL,
    answer      TEXT NOT NULL,
    question    TEXT NOT NULL DEFAULT '',
    about       TEXT NOT NULL DEFAULT '',
    answered_at TEXT,
    answered_by TEXT NOT NULL DEFAULT '',
    closed_at   TEXT,
    closed_by   TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO queries_with_a_life
    (number, patient, kind, code, attempt, rule, detail, state, opened_at, opened_by, answer)
SELECT number, patient, kind, code, attempt, rule, detail, state, opened_at, opened_by, answer
FROM queries;

DROP TABLE queries;

ALTER TABLE queries_with_a_life RENAME TO queries;

CREATE INDEX queries_patient ON queries (patient);

-- The next number of these is the one after the highest there ever was.
CREATE INDEX audit_queries ON audit (row_key) WHERE tbl = 'queries';

CREATE INDEX audit_notes ON audit (row_key) WHERE tbl = 'notes';
