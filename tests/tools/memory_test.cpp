#include "tools/qed/memory.hpp"

#include <gtest/gtest.h>

#include <map>

namespace qed::tool {
namespace {

using Files = std::map<std::string, std::string>;

std::optional<std::uint64_t> to_be_had(const Files& files) {
  return memory_to_be_had([&](const std::string& path) -> std::optional<std::string> {
    const auto file = files.find(path);
    return file == files.end() ? std::nullopt : std::optional(file->second);
  });
}

const std::pair<const std::string, std::string> machine = {
    "/proc/meminfo",
    "MemTotal:       16000000 kB\nMemFree:          100000 kB\nMemAvailable:    8000000 kB\n"};
constexpr std::uint64_t available = 8'192'000'000;  // 8000000 kB

TEST(MemoryToBeHad, IsWhatTheMachineSays) {
  EXPECT_EQ(to_be_had({machine}), available);
  EXPECT_EQ(to_be_had({{"/proc/meminfo", "MemTotal: 16000000 kB\n"}}), std::nullopt);
  EXPECT_EQ(to_be_had({{"/proc/meminfo", "MemAvailable: much\n"}}), std::nullopt);
  EXPECT_EQ(to_be_had({}), std::nullopt);
}

TEST(MemoryToBeHad, IsWhatTheGroupAllowsWhereThatIsLess) {
  const auto in = [](const std::string& groups, Files files) {
    files.insert(machine);
    files["/proc/self/cgroup"] = groups;
    return to_be_had(files);
  };
  // Version 2: the group's own limit, or that of a group that it lies in.
  EXPECT_EQ(in("0::/a/b\n", {{"/sys/fs/cgroup/a/b/memory.max", "5000\n"}}), 5000u);
  EXPECT_EQ(in("0::/a/b\n",
               {{"/sys/fs/cgroup/a/b/memory.max", "max\n"}, {"/sys/fs/cgroup/a/memory.max", "4000\n"}}),
            4000u);
  EXPECT_EQ(in("0::/\n", {{"/sys/fs/cgroup/memory.max", "3000\n"}}), 3000u);
  EXPECT_EQ(in("0::/a\n", {{"/sys/fs/cgroup/a/memory.max", "max\n"}}), available);
  EXPECT_EQ(in("0::/a\n", {}), available);
  // Version 1, where no limit is a large number; and beside it a version 2 that has no say in memory.
  const std::string both = "12:cpu,cpuacct:/x\n5:hugetlb,memory:/a/b\n0::/\n";
  EXPECT_EQ(in(both, {{"/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n"},
                      {"/sys/fs/cgroup/memory/memory.limit_in_bytes", "2000\n"}}),
            2000u);
  EXPECT_EQ(in(both, {{"/sys/fs/cgroup/memory/x/memory.limit_in_bytes", "1000\n"}}), available);
  // What is no such file says nothing.
  for (const char* groups : {"", "\n", "0\n", ":\n", "::", "0::", "nonsense"})
    EXPECT_EQ(in(groups, {}), available);
}

TEST(MemoryToBeHad, CanBeReadHere) {
  if (!text_of_file("/proc/meminfo")) GTEST_SKIP() << "no /proc/meminfo";
  EXPECT_GT(default_memory_limit(), 1u << 20);
  EXPECT_LT(default_memory_limit(), std::uint64_t{1} << 50);
}

}  // namespace
}  // namespace qed::tool
