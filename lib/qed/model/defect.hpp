// What is wrong with a class, and where: the one form that every rule about classes reports in.
//
// `place` is the JSON pointer that the offending value has in a class file, also for a class built in C++.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace qed {

// `what()` reads "PLACE: found VALUE, expected EXPECTATION".
class Defect : public std::invalid_argument {
 public:
  Defect(std::string place, std::string found, std::string expected);
  const std::string& place() const { return place_; }  // "" is the whole document
  const std::string& found() const { return found_; }
  const std::string& expected() const { return expected_; }

 private:
  std::string place_, found_, expected_;
};

// The whole document has the empty pointer, which no reader would notice: it is shown as "(document)";
// control characters in keys are escaped.
std::string shown_place(std::string_view pointer);

// "/a/b" and key give "/a/b/key", with the key escaped as RFC 6901 says.
std::string pointer_to(std::string_view parent, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);
void extend_pointer(std::string& pointer, std::string_view key);
void extend_pointer(std::string& pointer, std::size_t index);

}  // namespace qed
