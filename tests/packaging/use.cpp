// What a stranger writes first: every claim on the class in a file, decided exactly.
#include <iostream>

#include "qed/claims/check.hpp"
#include "qed/model/class_file.hpp"
#include "qed/version.hpp"

int main(int, char** argv) {
  const qed::CheckResult result = qed::check(qed::read_class(argv[1]));
  std::cout << "Demonstrandum " << qed::version() << " on " << argv[1] << ":\n";
  for (const auto& found : result.claims)
    std::cout << found.claim->id << ": " << to_string(found.worst.verdict) << "\n";
  return result.verdict() == qed::Verdict::holds ? 0 : 1;
}
