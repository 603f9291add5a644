// The structure of a class file: types, unknown keys, missing keys. What the JSON Schema shipped in
// tools/schema says to editors, said with our messages.
#pragma once

#include "qed/model/class_file/json.hpp"

namespace qed {

// After this, `class_meaning` finds every key that it asks for, with the type that it expects.
//
// Throws  Defect for the first fault in the order of the document. The kind of an object comes first where
//         its other keys depend on it; keys that are missing come when their object ends.
void check_class_structure(const JsonValue& document);

}  // namespace qed
