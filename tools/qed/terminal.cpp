#include "terminal.hpp"

#include <cerrno>
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

// All of it is touched by a signal handler, which may use nothing that takes a lock.
using Ticks = std::chrono::steady_clock::rep;
constexpr std::chrono::seconds repeat_window{1};
constexpr Ticks never = 0;
std::atomic<bool> interrupted{false};
std::atomic<Ticks> first_at{never};
std::atomic<bool> on_terminal{false};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<Ticks>::is_always_lock_free);

void say_interrupted() {
  // On a terminal there may be a line of progress, with the echo of the key behind it.
  constexpr std::string_view said = "\nqed: interrupted: finishing with what is done\n";
  const std::string_view text = said.substr(on_terminal ? 0 : 1);
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

extern "C" void interrupt(int number) {
  const int error = errno;
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  auto first = never;
  if (first_at.compare_exchange_strong(first, now.count())) {
    interrupted = true;
    say_interrupted();
  } else if (now - std::chrono::steady_clock::duration(first) >= repeat_window) {
    std::signal(number, SIG_DFL);
    raise(number);  // held back until the handler returns
  }
  errno = error;
}

}  // namespace

const std::atomic<bool>& interruption() { return interrupted; }

void listen_for_interruption() {
  on_terminal = isatty(STDERR_FILENO) != 0;
  struct sigaction action {};
  action.sa_handler = interrupt;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&action.sa_mask, number);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  struct sigaction before {};
  sigaction(SIGHUP, nullptr, &before);
  if (before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);  // nohup means it
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
