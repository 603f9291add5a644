// Any bytes are either a class file or refused with a message: no crash, no other exception, no undefined
// behaviour. What is read is a valid class, compiles, and survives being written and read back.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "qed/model/class_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const qed::CountableClass c = qed::parse_countable_class(text, "fuzzed");
    c.validate();
    const qed::ModelClass& listed = c.listed;
    for (const auto& model : listed.models) qed::compile(model.policy, listed.actions.size());
    if (c.demonstrator.empty()) qed::compile(listed.demonstrator_policy(), listed.actions.size());
    for (std::size_t f = 0; f < c.families.size(); ++f) qed::Enumeration(c, f).peek();
    const std::string written = qed::write_class(c);
    const qed::CountableClass again = qed::parse_countable_class(written, "written");
    if (!(again == c) || qed::write_class(again) != written) std::abort();
  } catch (const qed::ClassFileError& error) {
    if (error.file() != "fuzzed") std::abort();  // what was written must be read
    if (std::string_view(error.what()).find('\n') != std::string_view::npos) std::abort();
  }
  return 0;
}
