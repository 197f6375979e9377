-- The study file, first version. Dates are local calendar dates (YYYY-MM-DD); moments are
-- ISO 8601 with their offset, so that both the instant and the local reading are kept.

CREATE TABLE study (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    uuid        TEXT NOT NULL,
    name        TEXT NOT NULL,
    short_name  TEXT NOT NULL,
    protocol    TEXT NOT NULL,
    is_demo     INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
    made_at     TEXT NOT NULL
) STRICT;

-- Computed, not entered: the public holidays of the years the study has needed so far.
CREATE TABLE public_holidays (
    day  TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE patients (
    code              TEXT PRIMARY KEY,
    sex               TEXT NOT NULL CHECK (sex IN ('F', 'M')),
    diagnosis         TEXT NOT NULL CHECK (diagnosis IN ('MDD', 'BD')),
    enrolled_on       TEXT NOT NULL,
    birth_year        INTEGER,
    weight_kg         REAL,
    weekdays          TEXT NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('active', 'completed', 'withdrawn')),
    withdrawn_on      TEXT,
    withdrawal_reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE comorbidities (
    patient     TEXT NOT NULL REFERENCES patients (code),
    comorbidity TEXT NOT NULL,
    PRIMARY KEY (patient, comorbidity)
) STRICT, WITHOUT ROWID;

CREATE TABLE infusions (
    patient          TEXT NOT NULL REFERENCES patients (code),
    number           INTEGER NOT NULL CHECK (number >= 1),
    attempt          INTEGER NOT NULL CHECK (attempt >= 1),
    first_planned_on TEXT NOT NULL,
    target_on        TEXT NOT NULL,
    window_from      TEXT NOT NULL,
    window_to        TEXT NOT NULL,
    starts_at        TEXT,
    state            TEXT NOT NULL CHECK (state IN ('planned', 'done', 'missed', 'cancelled')),
    done_on          TEXT,
    done_at          TEXT,
    recorded_at      TEXT,
    recorded_by      TEXT NOT NULL,
    dose_mg          REAL,
    weight_kg        REAL,
    interrupted      INTEGER NOT NULL CHECK (interrupted IN (0, 1)),
    reason           TEXT NOT NULL,
    note             TEXT NOT NULL,
    PRIMARY KEY (patient, number, attempt),
    CHECK ((state = 'done') = (done_on IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE draws (
    patient          TEXT NOT NULL REFERENCES patients (code),
    code             TEXT NOT NULL,
    first_planned_on TEXT NOT NULL,
    target_on        TEXT NOT NULL,
    window_from      TEXT NOT NULL,
    window_to        TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('planned', 'done', 'missed', 'cancelled')),
    done_on          TEXT,
    done_at          TEXT,
    recorded_at      TEXT,
    recorded_by      TEXT NOT NULL,
    specimen_id      TEXT NOT NULL,
    collector        TEXT NOT NULL,
    condition        TEXT NOT NULL,
    reason           TEXT NOT NULL,
    note             TEXT NOT NULL,
    PRIMARY KEY (patient, code),
    CHECK ((state = 'done') = (done_on IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE ratings (
    patient          TEXT NOT NULL REFERENCES patients (code),
    code             TEXT NOT NULL,
    first_planned_on TEXT NOT NULL,
    target_on        TEXT NOT NULL,
    window_from      TEXT NOT NULL,
    window_to        TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('planned', 'done', 'missed', 'cancelled')),
    done_on          TEXT,
    done_at          TEXT,
    recorded_at      TEXT,
    recorded_by      TEXT NOT NULL,
    madrs            INTEGER CHECK (madrs BETWEEN 0 AND 60),
    ymrs             INTEGER CHECK (ymrs BETWEEN 0 AND 60),
    rater            TEXT NOT NULL,
    reason           TEXT NOT NULL,
    note             TEXT NOT NULL,
    PRIMARY KEY (patient, code),
    CHECK ((state = 'done') = (done_on IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
    number      INTEGER PRIMARY KEY,
    file        TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    sheet       TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    counts      TEXT NOT NULL
) STRICT;

-- Every result a laboratory has reported; at most one of a draw is current.
CREATE TABLE results (
    patient       TEXT NOT NULL,
    draw          TEXT NOT NULL,
    serial        INTEGER NOT NULL CHECK (serial >= 1),
    status        TEXT NOT NULL CHECK (status IN ('current', 'superseded')),
    verbatim      TEXT NOT NULL,
    operator      TEXT NOT NULL CHECK (operator IN ('', '<', '>')),
    value         TEXT,
    unit          TEXT,
    reported_on   TEXT,
    lab           TEXT NOT NULL,
    source_file   TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    source_cell   TEXT NOT NULL,
    accession     TEXT NOT NULL,
    flags         TEXT NOT NULL,
    note          TEXT NOT NULL,
    import_number INTEGER REFERENCES imports (number),
    PRIMARY KEY (patient, draw, serial),
    FOREIGN KEY (patient, draw) REFERENCES draws (patient, code),
    CHECK ((value IS NULL) = (unit IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_current_result ON results (patient, draw) WHERE status = 'current';

CREATE TABLE queries (
    number    INTEGER PRIMARY KEY,
    patient   TEXT NOT NULL REFERENCES patients (code),
    kind      TEXT NOT NULL CHECK (kind IN ('infusion', 'draw', 'rating')),
    code      TEXT NOT NULL,
    attempt   INTEGER NOT NULL,
    rule      TEXT NOT NULL,
    detail    TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    answer    TEXT NOT NULL
) STRICT;

-- How each laboratory lays out its sheets: columns and formats, never a cell's value.
CREATE TABLE lab_mappings (
    lab        TEXT PRIMARY KEY,
    mapping    TEXT NOT NULL,
    last_used  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each row of the tables above that an action touched, with its image before and
-- after; the rows of one action share its number. Append-only, and each hash covers the one before.
CREATE TABLE audit (
    seq        INTEGER PRIMARY KEY,
    action     INTEGER NOT NULL,
    what       TEXT NOT NULL,
    at_utc     TEXT NOT NULL,
    offset_min INTEGER NOT NULL,
    who        TEXT NOT NULL,
    patient    TEXT NOT NULL,
    tbl        TEXT NOT NULL,
    row_key    TEXT NOT NULL,
    old        TEXT,
    new        TEXT,
    reason     TEXT NOT NULL,
    takes_back INTEGER,
    is_demo    INTEGER NOT NULL,
    prev_hash  TEXT NOT NULL,
    hash       TEXT NOT NULL
) STRICT;

CREATE INDEX audit_action ON audit (action);
CREATE INDEX audit_patient ON audit (patient);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_is_never_erased BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
