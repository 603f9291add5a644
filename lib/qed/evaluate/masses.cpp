#include "qed/evaluate/masses.hpp"

#include <algorithm>
#include <bit>

#include "qed/exact/limbs.hpp"

namespace qed {

void Masses::trim(Window& w) {
  while (w.count > 0 && storage_[w.offset + w.count - 1] == 0) --w.count;
  while (w.count > 0 && storage_[w.offset] == 0) ++w.offset, ++w.low, --w.count;
  if (w.count == 0) w = Window{};
}

Integer Masses::numerator(std::size_t state) const {
  return from_limbs(limbs(state)) << (64 * std::size_t{windows_[state].low});
}

void Masses::assign(std::size_t state, const Integer& value) {
  const auto limbs = to_limbs(value);
  Window w{storage_.size(), 0, static_cast<std::uint32_t>(limbs.size())};
  storage_.insert(storage_.end(), limbs.begin(), limbs.end());
  trim(w);
  windows_[state] = w;
}

std::uint32_t Masses::needed_limbs(std::size_t state) const {
  const auto row = limbs(state);
  if (row.empty()) return 0;
  const auto bits = row.size() * 64 - std::countl_zero(row.back()) - std::countr_zero(row.front());
  return static_cast<std::uint32_t>((bits + 63) / 64);
}

void Masses::multiply(std::size_t state, std::span<const std::uint64_t> factor) {
  const Window old = windows_[state];
  Window w{storage_.size(), old.low, old.count + static_cast<std::uint32_t>(factor.size())};
  storage_.resize(storage_.size() + w.count, 0);
  std::uint64_t* out = storage_.data() + w.offset;
  for (std::size_t j = 0; j < factor.size(); ++j)
    out[j + old.count] = addmul_1(out + j, storage_.data() + old.offset, old.count, factor[j]);
  trim(w);
  windows_[state] = w;
}

void Masses::advance(std::span<const std::vector<Incoming>> incoming, const Coefficients& coefficients,
                     const Masses& from) {
  windows_.assign(incoming.size(), Window{});
  storage_.clear();
  for (std::size_t s = 0; s < incoming.size(); ++s) {
    std::uint32_t low = UINT32_MAX, high = 0;
    for (const Incoming& in : incoming[s]) {
      const Window& w = from.windows_[in.source];
      if (w.count == 0) continue;
      low = std::min(low, w.low);
      high = std::max(high, w.low + w.count + static_cast<std::uint32_t>(coefficients.limbs(in.coefficient).size()));
    }
    if (high == 0) continue;
    Window sum{storage_.size(), low, high - low + 1};  // one limb more: fewer than 2^64 addends
    storage_.resize(storage_.size() + sum.count, 0);
    std::uint64_t* out = storage_.data() + sum.offset;
    for (const Incoming& in : incoming[s]) {
      const Window& w = from.windows_[in.source];
      if (w.count == 0) continue;
      const auto factor = coefficients.limbs(in.coefficient);
      for (std::size_t j = 0; j < factor.size(); ++j) {
        std::uint64_t* at = out + (w.low - low) + j;
        std::uint64_t carry = addmul_1(at, from.storage_.data() + w.offset, w.count, factor[j]);
        for (at += w.count; carry != 0; ++at) {
          *at += carry;
          carry = *at < carry;
        }
      }
    }
    trim(sum);
    storage_.resize(sum.offset + sum.count);
    windows_[s] = sum;
  }
}

void Masses::keep_only(std::span<const std::uint32_t> states) {
  std::vector<Window> windows;
  windows.reserve(states.size());
  for (const std::uint32_t s : states) windows.push_back(windows_[s]);
  windows_ = std::move(windows);
}

void MassSum::add(const Masses& masses, std::size_t state) {
  const auto row = masses.limbs(state);
  if (row.empty()) return;
  const std::size_t low = masses.low(state), end = low + row.size() + 1;
  if (limbs_.size() < end) limbs_.resize(end, 0);
  std::uint64_t* at = limbs_.data() + low;
  std::uint64_t carry = add_n(at, at, row.data(), row.size());
  for (std::size_t i = low + row.size(); carry != 0; ++i) {
    if (i == limbs_.size()) limbs_.push_back(0);
    limbs_[i] += carry;
    carry = limbs_[i] < carry;
  }
}

Integer MassSum::take() {
  Integer sum = from_limbs(limbs_);
  limbs_.clear();
  return sum;
}

}  // namespace qed
