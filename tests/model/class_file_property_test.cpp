// Writing and reading back changes nothing, on random classes of every kind.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/generators/model_class.hpp"
#include "qed/model/class_file.hpp"

namespace qed {
namespace {

RC_GTEST_PROP(ClassFileOnClasses, WritingAndReadingBackChangesNothing, ()) {
  const rc::Shrinkable<ModelClass> made = gen::case_of(*rc::gen::arbitrary<std::uint64_t>(), 0);
  const ModelClass c = made.value();
  const std::string text = write_class(c);
  RC_CLASSIFY(!c.demonstrator_inside(), "demonstrator outside");
  RC_CLASSIFY(c.observations.size() > 1, "environment");
  RC_CLASSIFY(!c.events.empty(), "events");
  const ModelClass again = parse_class(text, "written");
  RC_ASSERT(again == c);
  RC_ASSERT(write_class(again) == text);
}

}  // namespace
}  // namespace qed
