#include "models/language/fault.h"

#include <algorithm>

#include "models/language/faults.h"

namespace tenure::models {
namespace {

/// Edit distance with insertions, deletions, changes and swaps of neighbours.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

std::string nearest_name(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > 64) return {};
  const std::string sought = lower(word);
  std::string best;
  std::size_t fewest = std::max<std::size_t>(2, sought.size() / 3) + 1;
  for (const std::string& name : known) {
    if (name.size() > 64) continue;
    std::size_t n = edits(sought, lower(name));
    const std::string other = lower(name);  // a whole word inside a longer name is near too: "churn" and "churn_rate"
    if (sought.size() >= 4 && other.size() >= 4 &&
        (other.find(sought) != std::string::npos || sought.find(other) != std::string::npos))
      n = std::min<std::size_t>(n, 2);
    if (n < fewest) {
      fewest = n;
      best = name;
    }
  }
  return best;
}

std::string format(const Fault& fault) {
  std::string out = fault.file;
  if (fault.line > 0) {
    for (const int number : {fault.line, fault.column}) {
      out += ':';
      out += std::to_string(number);
    }
  }
  out += ": " + fault.message + "\n";
  if (!fault.why.empty()) out += "    " + fault.why + "\n";
  std::string advice;
  if (!fault.nearest.empty()) advice = "Did you mean " + fault.nearest + "?";
  if (!fault.allowed.empty()) advice += (advice.empty() ? "" : "  ") + fault.allowed;
  if (!advice.empty()) out += "    " + advice + "\n";
  return out;
}

std::string format(const std::vector<Fault>& faults) {
  std::string out;
  for (const Fault& fault : faults) out += format(fault);
  if (faults.empty()) return out;
  return out + std::to_string(faults.size()) + (faults.size() == 1 ? " fault" : " faults") +
         ", nothing was simulated.  Every key with its unit and default: scenarios/reference.toml\n";
}

int Faults::add_file(const std::string& name) {
  files_.push_back(name);
  return static_cast<int>(files_.size()) - 1;
}

const std::string& Faults::file(int number) const {
  static const std::string none = "scenario";
  return number < 0 || number >= static_cast<int>(files_.size()) ? none : files_[static_cast<std::size_t>(number)];
}

void Faults::add(Place place, Complaint complaint) {
  ++noted_;
  if (faults_.size() >= most_faults) return;
  if (!seen_.emplace(place.file, place.line, place.column, complaint.message).second) return;
  faults_.emplace_back(place, std::move(complaint));
}

void Faults::alter(const std::function<void(Place&, Complaint&)>& change) {
  std::vector<std::pair<Place, Complaint>> all;
  std::swap(all, faults_);
  seen_.clear();
  for (auto& [place, complaint] : all) {
    change(place, complaint);
    add(place, std::move(complaint));
  }
}

std::vector<Fault> Faults::sorted() const {
  auto ordered = faults_;
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
    const Place &p = a.first, &q = b.first;
    if (p.file != q.file) return p.file < q.file;
    if (p.line != q.line) return p.line < q.line;
    return p.column < q.column;
  });
  std::vector<Fault> out;
  for (const auto& [place, c] : ordered)
    out.push_back({file(place.file), place.line, place.column, c.message, c.why, c.allowed, c.nearest});
  return out;
}

std::string Faults::where(Place place) const {
  return file(place.file) + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace tenure::models
