// The page of a ledger: what its rows add up to, and the tightest case of each claim with its class.
#pragma once

#include "qed/evidence/ledger.hpp"
#include "qed/evidence/page.hpp"

namespace qed::evidence {

// One row as the digest counts it.
// Throws  std::invalid_argument where a number of the ledger is none.
Record record_of(const Row&);

// Everything but the worked examples.   Cost  linear in the ledger.
// Throws  LedgerError, or ClassFileError where a class of the ledger cannot be read.
Page page_of(const Ledger&);

}  // namespace qed::evidence
