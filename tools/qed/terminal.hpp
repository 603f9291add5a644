// What a terminal adds for people: colour, and one line of progress. Neither reaches a file or a pipe.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

namespace qed::tool {

enum class Tone { plain, strong, good, bad, doubtful, faint };

// How text on a stream may look.
class Style {
 public:
  static Style plain() { return Style(false); }
  // Colour where the stream is a terminal that can show it and NO_COLOR is unset or empty (no-color.org).
  static Style of_stdout();

  std::string operator()(Tone, std::string_view text) const;

 private:
  explicit Style(bool colour) : colour_(colour) {}
  bool colour_;
};

// One line on stderr that is written over as the work goes on, and gone at the end. Silent where stderr is no
// terminal. Not for two threads at once.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool shown() const { return shown_; }
  // At most ten times a second; what comes in between is not shown.
  void show(const std::string& line);
  void clear();

 private:
  bool shown_;
  std::size_t width_ = 0;
  std::chrono::steady_clock::time_point last_{};
};

// Set by the first SIGINT, SIGTERM or SIGHUP, which says so on stderr: the work stops at the next opportunity,
// and what is done is printed. A second one ends the process as usual, unless it comes within a second of the
// first: timeout(1) sends the same signal twice, to its child and to the group that the child is in.
const std::atomic<bool>& interruption();
void listen_for_interruption();

// Writes to stdout and flushes.   Throws  std::system_error where that fails (a full disk, a closed pipe).
void print(std::string_view text);
// A diagnostic: "qed: TEXT" on stderr, control characters made visible.
void complain(std::string_view text);

}  // namespace qed::tool
