#include "qed/training/satisfying.hpp"

#include "qed/training/counting_libraries.hpp"

#if QED_WITH_COUNTING

#include <algorithm>

#include <cryptominisat5/cryptominisat.h>

#include "qed/exact/require.hpp"

namespace qed {

namespace {

CMSat::Lit is(std::size_t wire, bool value) { return CMSat::Lit(static_cast<std::uint32_t>(wire), !value); }

// One variable for each wire; clauses that give each gate its meaning (Tseitin 1968).
void add_gates(CMSat::SATSolver& solver, std::span<const Circuit::Gate> gates) {
  solver.new_vars(gates.size());
  for (std::size_t w = 0; w < gates.size(); ++w) {
    const auto [kind, a, b] = gates[w];
    switch (kind) {
      case Circuit::Kind::coin: break;
      case Circuit::Kind::constant: solver.add_clause({is(w, a != 0)}); break;
      case Circuit::Kind::conjunction:
      case Circuit::Kind::disjunction: {
        const bool one = kind == Circuit::Kind::disjunction;  // one input of this value decides
        solver.add_clause({is(a, !one), is(w, one)});
        solver.add_clause({is(b, !one), is(w, one)});
        solver.add_clause({is(a, one), is(b, one), is(w, !one)});
        break;
      }
      case Circuit::Kind::difference:
        solver.add_xor_clause({static_cast<unsigned>(w), static_cast<unsigned>(a), static_cast<unsigned>(b)},
                              false);
        break;
    }
  }
}

std::vector<std::uint32_t> coin_wires(std::span<const Circuit::Gate> gates) {
  std::vector<std::uint32_t> wires;
  for (std::size_t w = 0; w < gates.size(); ++w)
    if (gates[w].kind == Circuit::Kind::coin) wires.push_back(static_cast<std::uint32_t>(w));
  return wires;
}

void add_parity(CMSat::SATSolver& solver, const Parity& parity, const std::vector<std::uint32_t>& coins) {
  std::vector<std::uint32_t> chosen;
  for (std::size_t i = 0; i < coins.size(); ++i)
    if (parity.bits >> i & 1) chosen.push_back(coins[i]);
  if (!chosen.empty())
    solver.add_xor_clause(chosen, parity.odd);
  else if (parity.odd)
    solver.add_clause(std::vector<CMSat::Lit>{});  // nothing is not odd
}

}  // namespace

Survivors find_survivors(const Circuit& circuit, Circuit::Wire wire, std::span<const Parity> parities,
                         std::size_t most) {
  const auto coins = coin_wires(circuit.gates());
  CMSat::SATSolver solver;
  solver.set_num_threads(1);
  add_gates(solver, circuit.gates());
  solver.add_clause({is(wire, true)});
  for (const Parity& parity : parities) add_parity(solver, parity, coins);
  Survivors found{{}, false};
  while (found.inputs.size() < most) {
    const CMSat::lbool answer = solver.solve();
    if (answer == CMSat::l_False) {
      found.all = true;
      break;
    }
    QED_REQUIRE(answer == CMSat::l_True, "a solver without limits answers");
    std::uint64_t input = 0;
    std::vector<CMSat::Lit> another;
    for (std::size_t i = 0; i < coins.size(); ++i) {
      const bool one = solver.get_model()[coins[i]] == CMSat::l_True;
      if (one) input |= std::uint64_t{1} << i;
      another.push_back(is(coins[i], !one));
    }
    QED_REQUIRE(circuit.value(wire, input), "the solver's input makes the wire true");
    QED_REQUIRE(std::ranges::all_of(parities, [&](const Parity& p) { return p.holds(input); }),
                "the solver's input meets the constraints");
    QED_REQUIRE(std::ranges::find(found.inputs, input) == found.inputs.end(),
                "the solver's input was not given before");
    found.inputs.push_back(input);
    solver.add_clause(another);
  }
  return found;
}

}  // namespace qed

#else

namespace qed {

Survivors find_survivors(const Circuit&, Circuit::Wire, std::span<const Parity>, std::size_t) {
  throw NoModelCounting();
}

}  // namespace qed

#endif
