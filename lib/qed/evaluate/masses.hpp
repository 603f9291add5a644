// The masses of the states of one level: rows of limbs over one implied denominator.
//
// A mass has few significant limbs far from the centre of the process and trailing zeros near its start, so
// each state keeps only the window of limbs that is not zero at either end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "qed/evaluate/coefficients.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

// The limbs low … low + count - 1 of a number; all others are zero. count = 0 is the number 0.
struct Window {
  std::uint64_t offset = 0;  // into the row's storage
  std::uint32_t low = 0;
  std::uint32_t count = 0;
};

// One incoming transition of a state.
struct Incoming {
  std::uint32_t source;
  CoefficientIndex coefficient;
};
// All of them, the usual few in place: the pass reads state after state, one cache line each.
using Inflow = boost::container::small_vector<Incoming, 5>;

class Masses {
 public:
  std::size_t size() const { return windows_.size(); }
  void resize(std::size_t states) { windows_.resize(states); }
  bool zero(std::size_t state) const { return windows_[state].count == 0; }
  Integer numerator(std::size_t state) const;
  void assign(std::size_t state, const Integer&);
  std::span<const std::uint64_t> limbs(std::size_t state) const {
    return {storage_.get() + windows_[state].offset, windows_[state].count};
  }
  std::uint32_t low(std::size_t state) const { return windows_[state].low; }
  // The limbs that the mass needs at the least: its bits from the highest 1 to the lowest, in whole limbs.
  std::uint32_t needed_limbs(std::size_t state) const;
  // Whether the mass of a is smaller than that of b, by their leading limbs: an order to choose by, not a verdict.
  bool roughly_less(std::size_t a, std::size_t b) const;
  // Multiplies one mass in place of what it was (by appending; the old limbs are dropped with the level).
  void multiply(std::size_t state, std::span<const std::uint64_t> factor);

  // The masses one step on: state s gets the sum of coefficient x source over incoming[s].
  // Cost  one multiply-add for each limb of each source's window and transition.
  void advance(std::span<const Inflow> incoming, const Coefficients&, const Masses& from);
  void clear(std::size_t state) { windows_[state] = Window{}; }

  void keep_only(std::span<const std::uint32_t> states);
  // What was ever written to: the rest of the storage takes no memory yet.
  std::uint64_t bytes() const { return windows_.capacity() * sizeof(Window) + std::max(used_, written_) * 8; }

 private:
  // Room for `count` limbs at the end of the storage; they hold anything.
  std::uint64_t* reserve(std::size_t count);
  // Where s gets one mass only from few sources over nearly the same limbs, and all coefficients are one limb
  // and small: one pass over the limbs, all products of a column at once. False where that is not so.
  bool sum_columns(std::span<const Incoming>, const Coefficients&, const Masses& from, Window& sum);
  void sum_rows(std::span<const Incoming>, const Coefficients&, const Masses& from, Window& sum);
  void trim(Window&) const;

  std::vector<Window> windows_;
  // Grows without being cleared: every limb is written before it is read.
  std::unique_ptr<std::uint64_t[]> storage_;
  std::size_t used_ = 0, written_ = 0, capacity_ = 0;  // written_: by the levels before
};

// A sum of masses of one level.
class MassSum {
 public:
  void add(const Masses&, std::size_t state);
  bool zero() const { return limbs_.empty(); }
  Integer take();  // the sum; leaves zero

 private:
  std::vector<std::uint64_t> limbs_;
};

}  // namespace qed
