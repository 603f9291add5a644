// A certificate of one checked class, as a file.
#pragma once

#include <string>
#include <string_view>

#include "checked_file.hpp"

namespace qed::tool {

// Writes the certificate of `checked`, which was read from `text`, to `path`; the file appears once it is
// complete. Where that cannot be, says why in `checked.certificate_failure`, and leaves no file.
void save_certificate(CheckedFile& checked, const std::string& path, std::string_view text,
                      const EvaluateOptions&);

}  // namespace qed::tool
