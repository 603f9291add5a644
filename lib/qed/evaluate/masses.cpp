#include "qed/evaluate/masses.hpp"

#include <algorithm>
#include <bit>

#include "qed/exact/limbs.hpp"

namespace qed {

std::uint64_t* Masses::reserve(std::size_t count) {
  if (used_ + count > capacity_) {
    const std::size_t capacity = std::max(used_ + count, 2 * capacity_);
    auto storage = std::make_unique_for_overwrite<std::uint64_t[]>(capacity);
    std::copy_n(storage_.get(), used_, storage.get());
    storage_ = std::move(storage);
    capacity_ = capacity;
    written_ = used_;
  }
  return storage_.get() + used_;
}

void Masses::trim(Window& w) const {
  while (w.count > 0 && storage_[w.offset + w.count - 1] == 0) --w.count;
  while (w.count > 0 && storage_[w.offset] == 0) ++w.offset, ++w.low, --w.count;
  if (w.count == 0) w = Window{};
}

Integer Masses::numerator(std::size_t state) const {
  return from_limbs(limbs(state)) << (64 * std::size_t{windows_[state].low});
}

void Masses::assign(std::size_t state, const Integer& value) {
  const auto limbs = to_limbs(value);
  std::copy(limbs.begin(), limbs.end(), reserve(limbs.size()));
  Window w{used_, 0, static_cast<std::uint32_t>(limbs.size())};
  used_ += limbs.size();
  trim(w);
  windows_[state] = w;
}

std::uint32_t Masses::needed_limbs(std::size_t state) const {
  const auto row = limbs(state);
  if (row.empty()) return 0;
  const auto bits = row.size() * 64 - std::countl_zero(row.back()) - std::countr_zero(row.front());
  return static_cast<std::uint32_t>((bits + 63) / 64);
}

bool Masses::roughly_less(std::size_t a, std::size_t b) const {
  const auto magnitude = [this](std::size_t state) {
    const Window& w = windows_[state];
    return std::pair(w.low + w.count, w.count == 0 ? 0 : storage_[w.offset + w.count - 1]);
  };
  return magnitude(a) < magnitude(b);
}

void Masses::multiply(std::size_t state, std::span<const std::uint64_t> factor) {
  const Window old = windows_[state];
  Window w{used_, old.low, old.count + static_cast<std::uint32_t>(factor.size())};
  std::uint64_t* out = reserve(w.count);
  std::fill_n(out, w.count, 0);
  for (std::size_t j = 0; j < factor.size(); ++j)
    out[j + old.count] = addmul_1(out + j, storage_.get() + old.offset, old.count, factor[j]);
  used_ += w.count;
  trim(w);
  windows_[state] = w;
}

void Masses::advance(std::span<const Inflow> incoming, const Coefficients& coefficients, const Masses& from) {
  windows_.assign(incoming.size(), Window{});
  written_ = std::max(used_, written_);
  used_ = 0;
  for (std::size_t s = 0; s < incoming.size(); ++s) {
    const std::span<const Incoming> inflow(incoming[s].data(), incoming[s].size());
    Window sum;
    if (!sum_columns(inflow, coefficients, from, sum)) sum_rows(inflow, coefficients, from, sum);
    if (sum.count == 0) continue;
    trim(sum);
    used_ = sum.offset + sum.count;
    windows_[s] = sum;
  }
}

namespace {

struct Source {
  const std::uint64_t* limbs;  // such that limbs[i] is limb i of the number
  std::uint32_t low, end;
  std::uint64_t coefficient;
};

// out[i] = sum of coefficient x limb i, for i in [begin, end). The sum of coefficients is below 2^63, so a
// column and the carry into it stay below 2^127.
template <std::size_t sources>
std::uint64_t columns(std::uint64_t* out, const Source* source, std::uint32_t begin, std::uint32_t end,
                      std::uint64_t carry) {
  std::uint64_t c[sources];
  const std::uint64_t* p[sources];
  for (std::size_t k = 0; k < sources; ++k) c[k] = source[k].coefficient, p[k] = source[k].limbs;
#pragma GCC unroll 4
  for (std::uint32_t i = begin; i < end; ++i) {
    portable::DoubleLimb column = static_cast<portable::DoubleLimb>(c[0]) * p[0][i];
#pragma GCC unroll 8
    for (std::size_t k = 1; k < sources; ++k) column += static_cast<portable::DoubleLimb>(c[k]) * p[k][i];
    column += carry;
    out[i] = static_cast<std::uint64_t>(column);
    carry = static_cast<std::uint64_t>(column >> 64);
  }
  return carry;
}

// The same where not every source has the limb.
std::uint64_t ragged_columns(std::uint64_t* out, std::span<const Source> sources, std::uint32_t begin,
                             std::uint32_t end, std::uint64_t carry) {
  for (std::uint32_t i = begin; i < end; ++i) {
    portable::DoubleLimb column = carry;
    for (const Source& s : sources)
      if (s.low <= i && i < s.end) column += static_cast<portable::DoubleLimb>(s.coefficient) * s.limbs[i];
    out[i] = static_cast<std::uint64_t>(column);
    carry = static_cast<std::uint64_t>(column >> 64);
  }
  return carry;
}

}  // namespace

bool Masses::sum_columns(std::span<const Incoming> incoming, const Coefficients& coefficients,
                         const Masses& from, Window& sum) {
  constexpr std::size_t most = 6;
  if (incoming.size() > 3 * most) return false;  // sources without mass do not count
  Source sources[most];
  std::size_t n = 0;
  std::uint32_t low = UINT32_MAX, high = 0, common_low = 0, common_high = UINT32_MAX;
  for (const Incoming& in : incoming) {
    const Window& w = from.windows_[in.source];
    if (w.count == 0) continue;
    const std::uint64_t word = coefficients.word(in.coefficient);
    // Six words below 2^60 sum to less than 2^63.
    if (n == most || word == 0 || word >> 60 != 0) return false;
    const std::uint32_t end = w.low + w.count;
    sources[n++] = {from.storage_.get() + w.offset - w.low, w.low, end, word};
    low = std::min(low, w.low), high = std::max(high, end);
    common_low = std::max(common_low, w.low), common_high = std::min(common_high, end);
  }
  if (n == 0) return true;  // no mass
  if (common_high < common_low) common_low = common_high = high;
  if (high - low > 8 + 2 * (common_high - common_low)) return false;

  sum = {used_, low, high - low + 1};
  std::uint64_t* out = reserve(sum.count) - low;
  const std::span<const Source> all(sources, n);
  std::uint64_t carry = ragged_columns(out, all, low, common_low, 0);
  switch (n) {
    case 1: carry = columns<1>(out, sources, common_low, common_high, carry); break;
    case 2: carry = columns<2>(out, sources, common_low, common_high, carry); break;
    case 3: carry = columns<3>(out, sources, common_low, common_high, carry); break;
    case 4: carry = columns<4>(out, sources, common_low, common_high, carry); break;
    case 5: carry = columns<5>(out, sources, common_low, common_high, carry); break;
    default: carry = columns<6>(out, sources, common_low, common_high, carry); break;
  }
  out[high] = ragged_columns(out, all, common_high, high, carry);
  return true;
}

void Masses::sum_rows(std::span<const Incoming> incoming, const Coefficients& coefficients,
                      const Masses& from, Window& sum) {
  std::uint32_t low = UINT32_MAX, high = 0;
  for (const Incoming& in : incoming) {
    const Window& w = from.windows_[in.source];
    if (w.count == 0) continue;
    low = std::min(low, w.low);
    high = std::max(high,
                    w.low + w.count + static_cast<std::uint32_t>(coefficients.limbs(in.coefficient).size()));
  }
  if (high == 0) return;
  sum = {used_, low, high - low + 1};  // one limb more: fewer than 2^64 addends
  std::uint64_t* out = reserve(sum.count);
  std::fill_n(out, sum.count, 0);
  for (const Incoming& in : incoming) {
    const Window& w = from.windows_[in.source];
    if (w.count == 0) continue;
    const auto factor = coefficients.limbs(in.coefficient);
    for (std::size_t j = 0; j < factor.size(); ++j) {
      std::uint64_t* at = out + (w.low - low) + j;
      std::uint64_t carry = addmul_1(at, from.storage_.get() + w.offset, w.count, factor[j]);
      for (at += w.count; carry != 0; ++at) {
        *at += carry;
        carry = *at < carry;
      }
    }
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
