// Where faults are collected while a scenario is read, and the names of the files that places refer to.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "models/language/fault.h"
#include "models/language/node.h"

namespace tenure::models {

/// What a fault says beside its place.
struct Complaint {
  std::string message{};
  std::string why{};
  std::string allowed{};
  std::string nearest{};
};

class Faults {
 public:
  static constexpr std::size_t most_faults = 500;

  /// Takes a file into the list and returns its number.
  int add_file(const std::string& name);
  const std::string& file(int number) const;

  /// Notes a fault; the same message at the same place is noted once, and after `most_faults` no more are kept.
  void add(Place place, Complaint complaint);

  bool empty() const { return faults_.empty(); }
  /// How often a fault was noted, repeated ones included: whether reading a value went well shows in its not growing.
  std::size_t size() const { return noted_; }

  /// Lets `change` alter places and complaints; those that become alike are kept once.
  void alter(const std::function<void(Place&, Complaint&)>& change);

  /// Lets `change` alter the list itself.
  void rewrite(const std::function<void(std::vector<std::pair<Place, Complaint>>&)>& change) { change(faults_); }

  /// All faults, ordered by file (as read), line and column.
  std::vector<Fault> sorted() const;

  /// "file:line:column".
  std::string where(Place place) const;

 private:
  std::vector<std::string> files_;
  std::vector<std::pair<Place, Complaint>> faults_;
  std::size_t noted_ = 0;
  std::set<std::tuple<int, int, int, std::string>> seen_;
};

}  // namespace tenure::models
