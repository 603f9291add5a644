// Work on several threads, and a loop over indices.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace qed::properties {

// Calls work() once on each of `threads` threads, and meanwhile tell() on this one, ten times a second: so that who is
// told of progress needs no locks of its own. The first exception out of work is thrown again here, once all threads
// are done; ending the others sooner is work's own affair.
template <class Work, class Tell>
void on_threads(unsigned threads, Work work, Tell tell) {
  std::mutex mutex;
  std::condition_variable finished;
  unsigned running = std::max(threads, 1u);
  std::exception_ptr error;
  const auto worker = [&] {
    std::exception_ptr own;
    try {
      work();
    } catch (...) {
      own = std::current_exception();
    }
    const std::scoped_lock lock(mutex);
    if (!error) error = own;
    --running;
    finished.notify_one();
  };
  std::vector<std::jthread> workers;
  for (unsigned left = running; left > 0; --left) workers.emplace_back(worker);
  {
    std::unique_lock lock(mutex);
    while (running > 0) {
      finished.wait_for(lock, std::chrono::milliseconds(100));
      lock.unlock();
      tell();
      lock.lock();
    }
  }
  workers.clear();
  if (error) std::rethrow_exception(error);
}

// Calls work(0), work(1), … on `threads` threads while wanted(index); indices are taken in order, so that
// those done are a prefix. An exception stops the loop and is thrown again here.
template <class Wanted, class Work, class Tell>
void in_parallel(unsigned threads, Wanted wanted, Work work, Tell tell) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  const auto loop = [&] {
    try {
      for (std::size_t index = next++; !failed && wanted(index); index = next++) work(index);
    } catch (...) {
      failed = true;
      throw;
    }
  };
  on_threads(threads, loop, tell);
}
template <class Wanted, class Work>
void in_parallel(unsigned threads, Wanted wanted, Work work) {
  in_parallel(threads, wanted, work, [] {});
}

}  // namespace qed::properties
