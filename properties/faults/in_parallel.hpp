// A loop over indices on several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace qed::properties {

// Calls work(0), work(1), … on `threads` threads while wanted(index); indices are taken in order, so that
// those done are a prefix. An exception stops the loop and is thrown again here.
template <class Wanted, class Work>
void in_parallel(unsigned threads, Wanted wanted, Work work) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  std::exception_ptr error;
  std::mutex error_mutex;
  const auto loop = [&] {
    try {
      for (std::size_t index = next++; !failed && wanted(index); index = next++) work(index);
    } catch (...) {
      const std::scoped_lock lock(error_mutex);
      if (!failed.exchange(true)) error = std::current_exception();
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::max(threads, 1u); ++i) others.emplace_back(loop);
  loop();
  others.clear();
  if (error) std::rethrow_exception(error);
}

}  // namespace qed::properties
