// The families of models that class files know.
#pragma once

#include <memory>

#include "qed/model/countable.hpp"

namespace qed {

// The models of a family, in order, for a class with these actions and observations; names without the family's.
// Exact     remaining() is the very mass that remains.
// Requires  the kind to be one that require_family_kind accepts.
std::unique_ptr<Enumerator> enumerate(const Family&, const ModelClass& listed);

}  // namespace qed
