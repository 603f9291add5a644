// Any bytes are either a class file or refused with a message: no crash, no other exception, no undefined
// behaviour. What is read is a valid class, compiles, and survives being written and read back.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "qed/model/class_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const qed::ModelClass c = qed::parse_class(text, "fuzzed");
    c.validate();
    for (const auto& model : c.models) qed::compile(model.policy, c.actions.size());
    qed::compile(c.demonstrator_policy(), c.actions.size());
    const std::string written = qed::write_class(c);
    const qed::ModelClass again = qed::parse_class(written, "written");
    if (!(again == c) || qed::write_class(again) != written) std::abort();
  } catch (const qed::ClassFileError& error) {
    if (error.file() != "fuzzed") std::abort();  // what was written must be read
    if (std::string_view(error.what()).find('\n') != std::string_view::npos) std::abort();
  }
  return 0;
}
