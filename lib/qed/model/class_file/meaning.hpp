// What a class file means: from a document of the right structure to a class.
#pragma once

#include "qed/model/class_file/json.hpp"
#include "qed/model/countable.hpp"

namespace qed {

// Shape   `document` has passed check_class_structure.
// Result  a class that `validate()` accepts.
// Throws  Defect at the first fault, in the order of class_file.hpp.
CountableClass class_meaning(const JsonValue& document);

}  // namespace qed
