#include "terminal.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include <sys/ioctl.h>
#include <unistd.h>

#include "text.hpp"

namespace qed::tool {

namespace {

bool is_capable_terminal(int descriptor) {
  const char* term = std::getenv("TERM");
  return isatty(descriptor) != 0 && term != nullptr && std::string_view(term) != "dumb";
}

std::size_t columns(int descriptor) {
  winsize size{};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

Style Style::of_stdout() {
  const char* no_color = std::getenv("NO_COLOR");
  return Style(is_capable_terminal(STDOUT_FILENO) && (no_color == nullptr || *no_color == '\0'));
}

std::string Style::operator()(Tone tone, std::string_view text) const {
  const char* code = nullptr;
  switch (tone) {
    case Tone::plain: break;
    case Tone::strong: code = "1"; break;
    case Tone::good: code = "32"; break;
    case Tone::bad: code = "1;31"; break;
    case Tone::doubtful: code = "33"; break;
    case Tone::faint: code = "2"; break;
  }
  if (!colour_ || code == nullptr || text.empty()) return std::string(text);
  return std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m";
}

ProgressLine::ProgressLine() : shown_(is_capable_terminal(STDERR_FILENO)) {}

void ProgressLine::show(const std::string& line) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  const std::string text = prefix(printable(line), columns(STDERR_FILENO) - 1);
  const std::size_t width = width_of(text);
  // Spaces rather than an escape sequence take away what the last line had more.
  std::fprintf(stderr, "\r%s%s", text.c_str(), std::string(width_ > width ? width_ - width : 0, ' ').c_str());
  std::fflush(stderr);
  width_ = width;
}

void ProgressLine::clear() {
  if (width_ == 0) return;
  std::fprintf(stderr, "\r%s\r", std::string(width_, ' ').c_str());
  std::fflush(stderr);
  width_ = 0;
}

namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // so that a signal handler may set it

}  // namespace

const std::atomic<bool>& interruption() { return interrupted; }

void listen_for_interruption() {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot write to standard output");
}

void complain(std::string_view text) {
  std::fflush(stdout);
  std::fprintf(stderr, "qed: %s\n", printable(text).c_str());
}

}  // namespace qed::tool
