// The tables of a ledger, in SQL. Other programs may read them: what a column holds is said here and in ledger.hpp.
#pragma once

namespace qed::evidence {

inline constexpr int schema_version = 1;  // PRAGMA user_version
inline constexpr int application_id =
    0x51454C31;  // PRAGMA application_id, "QEL1": a ledger and not any SQLite file

// Seeds and limits are text: they are unsigned, and SQLite's integers are signed.
inline constexpr const char* schema = R"sql(
CREATE TABLE run (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  sweep      TEXT NOT NULL,    -- its name
  spec       TEXT NOT NULL,    -- canonical JSON
  seed       TEXT NOT NULL,
  max_states TEXT NOT NULL,
  version    TEXT NOT NULL,    -- of the program: "0.1.0 (commit)"
  cases      INTEGER NOT NULL  -- how many the ledger is meant to hold: 0 ... cases - 1
) STRICT;
CREATE TABLE classes (
  hash TEXT PRIMARY KEY,       -- SHA-256 of text
  text TEXT NOT NULL           -- a class file, demonstrandum-class/1
) STRICT, WITHOUT ROWID;
CREATE TABLE cases (
  case_index   INTEGER PRIMARY KEY,
  class_hash   TEXT NOT NULL REFERENCES classes (hash),
  kind         TEXT NOT NULL,    -- iid, schedule, markov, automaton; file
  alpha        TEXT NOT NULL,    -- p/q
  prior        TEXT,             -- of the truth, p/q; NULL where it is outside the class
  actions      INTEGER NOT NULL,
  models       INTEGER NOT NULL,
  observations INTEGER NOT NULL,
  horizon      INTEGER NOT NULL,
  steps        INTEGER NOT NULL, -- evaluated: the horizon, fewer where a limit was reached
  nanoseconds  INTEGER NOT NULL  -- the only column that may differ between runs
) STRICT;
CREATE TABLE results (
  case_index  INTEGER NOT NULL REFERENCES cases (case_index),
  claim       TEXT NOT NULL,
  method      TEXT NOT NULL,     -- exact, certified, sampled
  verdict     TEXT NOT NULL,     -- holds, violated, undecided, not-applicable
  value       TEXT,              -- "p/q", or "lower .. upper" in decimals rounded outwards
  bound       TEXT,
  ratio       TEXT,              -- also "infinite", something over 0; NULL for 0/0
  vacuous     INTEGER NOT NULL,  -- 1: the bound says nothing
  interesting INTEGER NOT NULL,  -- 1: the claim was really exercised
  exercised   INTEGER NOT NULL,  -- claims about a step: nodes that met the hypothesis
  note        TEXT NOT NULL,
  PRIMARY KEY (case_index, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX results_by_claim ON results (claim, case_index);
CREATE VIEW ledger AS
  SELECT run.sweep, case_index, class_hash, run.seed, kind, alpha, prior, actions, models, observations, horizon,
         run.max_states, claim, method, verdict, value, bound, ratio, vacuous, interesting, exercised, note, steps,
         run.version, nanoseconds
  FROM results JOIN cases USING (case_index) JOIN run;
)sql";

}  // namespace qed::evidence
