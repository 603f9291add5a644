// How much memory there is to be had: what limits a command where nothing else does, so that a horizon out of reach ends
// with what was found and not with the process. Header only, for the tests read it too.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace qed::tool {

// The text of a file; none where it cannot be read.
using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

inline std::optional<std::string> text_of_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// The bytes available on this machine, or what the process's control group allows (the least of it and of those that it
// lies in; version 1 or 2), where that is less. None where neither can be read.
inline std::optional<std::uint64_t> memory_to_be_had(const ReadText& read = text_of_file) {
  std::optional<std::uint64_t> least;
  const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    std::uint64_t n = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), n).ec != std::errc{}) return std::nullopt;
    return n;  // "max" is none
  };
  const auto at_most = [&](std::optional<std::uint64_t> bytes) {
    if (bytes) least = std::min(*bytes, least.value_or(*bytes));
  };
  if (const auto machine = read("/proc/meminfo")) {
    constexpr std::string_view label = "MemAvailable:";
    if (const std::size_t at = machine->find(label); at != std::string::npos)
      if (const auto kilobytes = number(std::string_view(*machine).substr(at + label.size())))
        at_most(*kilobytes << 10);
  }
  // Lines are ID:CONTROLLERS:PATH; version 2 names no controllers.
  std::string_view rest;
  const auto groups = read("/proc/self/cgroup");
  if (groups) rest = *groups;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) continue;
    const std::string controllers = "," + std::string(line.substr(first + 1, second - first - 1)) + ",";
    const bool first_version = controllers.find(",memory,") != std::string::npos;
    if (!first_version && controllers != ",,") continue;
    const std::string root = first_version ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup";
    const std::string name = first_version ? "/memory.limit_in_bytes" : "/memory.max";
    for (std::string path(line.substr(second + 1));; path.resize(path.rfind('/'))) {
      if (path == "/") path.clear();
      if (const auto limit = read(root + path + name)) at_most(number(*limit));
      if (path.find('/') == std::string::npos) break;
    }
  }
  return least;
}

// Three quarters of it: the rest is for what the passes do not count, and for the others.
inline std::uint64_t default_memory_limit() {
  const auto bytes = memory_to_be_had();
  return bytes ? *bytes / 4 * 3 : std::numeric_limits<std::uint64_t>::max();
}

}  // namespace qed::tool
