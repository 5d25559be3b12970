// Contracts: what the program promises itself.
//
// A contract guards against mistakes of the programmer, never of the user (those are faults: collected, located,
// explained). A broken contract throws ContractError with the place, the condition and the reason, so that a run stops
// instead of printing a wrong number.
//
//   TENURE_ENSURE(condition, why)   always checked; for conditions that cost next to nothing beside what they guard
//   TENURE_ASSERT(condition, why)   checked in builds without NDEBUG only; for inner loops
//
// `why` is anything that converts to std::string_view; it is evaluated only when the condition fails.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace tenure::sim {

/// A broken promise of the program. The message reads "file:line: condition: why".
class ContractError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws the ContractError of a failed condition.
[[noreturn, gnu::cold, gnu::noinline]] inline void contract_failed(const char* file, int line, const char* condition,
                                                                   std::string_view why) {
  std::string text(file);
  text += ':';
  text += std::to_string(line);
  text += ": ";
  text += condition;
  text += ": ";
  text += why;
  throw ContractError(text);
}

}  // namespace tenure::sim

#define TENURE_ENSURE(condition, why)                                        \
  do {                                                                       \
    if (!(condition)) [[unlikely]] {                                         \
      ::tenure::sim::contract_failed(__FILE__, __LINE__, #condition, (why)); \
    }                                                                        \
  } while (false)

#ifdef NDEBUG
// The operand is named but not evaluated, so that a variable used only in an assertion stays used.
#define TENURE_ASSERT(condition, why) static_cast<void>(sizeof((condition) ? 1 : 0))
#else
#define TENURE_ASSERT(condition, why) TENURE_ENSURE(condition, why)
#endif
