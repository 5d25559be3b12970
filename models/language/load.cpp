#include "models/language/load.h"

#include <fstream>
#include <sstream>

#include "models/language/build.h"
#include "models/language/check.h"
#include "models/language/echoes.h"
#include "models/language/layers.h"
#include "models/language/limits.h"
#include "models/language/remarks.h"
#include "models/language/semantics.h"
#include "models/language/sweep.h"

namespace tenure::models {

struct Source::Kept {
  SweepPoint point;
  std::string name;
  Faults files;  ///< none noted: the names that places refer to
};

/// The only one that makes sources.
struct Keeper {
  static Source keep(SweepPoint point, const std::string& name, const Faults& files) {
    Source out;
    out.kept_ = std::make_shared<const Source::Kept>(Source::Kept{std::move(point), name, files});
    return out;
  }
};

namespace {

namespace fs = std::filesystem;

fs::path root_of(const fs::path& folder, const LoadOptions& options) {
  std::error_code error;
  if (!options.root.empty()) return options.root;
  const fs::path here = fs::current_path(error);
  const auto relative = fs::weakly_canonical(folder, error).lexically_relative(here);
  return relative.empty() || *relative.begin() == ".." ? folder : here;
}

Scenario read_point(const SweepPoint& point, const std::string& name, Faults& faults) {
  Scenario scenario;
  const std::size_t before = faults.size();
  Values values(faults);
  values.names = declared_names(point.document);
  Builder builder(point.document, values, scenario);
  builder.prepare();
  check_document(point.document, values);
  values.parameters = &scenario.parameters;
  builder.build();
  check_meaning(scenario, point.document, faults);
  if (faults.size() == before) check_limits(scenario, point.document, faults);
  scenario.file = name;
  scenario.resolved_text = write_document(point.document);
  return scenario;
}

Loaded load_from(std::string_view text, const std::string& name, const fs::path& folder, const LoadOptions& options) {
  Loaded out;
  Faults faults;
  auto document = read_document(text, name, folder, root_of(folder, options), faults, &out.files);
  if (document) {
    apply_settings(*document, options, faults);
    set_paths(*document, "");
    for (SweepPoint& point : expand_sweep(*document, faults)) {
      add_library(point.document, faults);
      out.points.push_back(read_point(point, name, faults));
      tell_what_shipped_needs(point.document, faults);
      drop_echoes(point.document, faults);
      if (faults.empty() && out.remarks.empty()) out.remarks = remarks_on(out.points.back(), point.document, faults);
      if (faults.empty()) out.sources.push_back(Keeper::keep(std::move(point), name, faults));
    }
  }
  out.faults = faults.sorted();
  if (!out.faults.empty()) {
    out.points.clear();
    out.sources.clear();
    out.remarks.clear();
  }
  return out;
}

}  // namespace

Source::Read Source::with(const DrawnValues& drawn) const {
  const std::unordered_map<std::string, double> values_drawn(drawn.begin(), drawn.end());
  Faults faults = kept_->files;
  const Node& document = kept_->point.document;
  Scenario scenario;
  Values values(faults);
  values.drawn = &values_drawn;
  values.names = declared_names(document);
  Builder builder(document, values, scenario);
  builder.prepare();  // the keys themselves were checked when the document was read first
  values.parameters = &scenario.parameters;
  builder.build();
  check_meaning(scenario, document, faults);
  if (faults.empty()) check_limits(scenario, document, faults);
  scenario.file = kept_->name;
  if (!faults.empty()) return {std::nullopt, faults.sorted()};
  return {std::move(scenario), {}};
}

Loaded load(const fs::path& file, const LoadOptions& options) {
  std::error_code error;
  const auto refuse = [&](const std::string& message) {
    Loaded out;
    out.missing = true;
    out.faults.push_back({file.string(), 0, 0, message, "", "Name a scenario file that exists.", ""});
    return out;
  };
  const fs::file_status status = fs::status(file, error);  // looked at before it is opened, which a pipe would hold up
  if (fs::is_directory(status)) return refuse("is a folder");
  if (fs::exists(status) && !fs::is_regular_file(status)) return refuse("is not a plain file");
  std::ifstream in(file, std::ios::binary);
  if (!in) return refuse("the file cannot be read");
  std::string text;
  char buffer[65536];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    text.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (text.size() > 2 * 1024 * 1024) break;  // the guard of the parser refuses it
  }
  fs::path folder = fs::absolute(file, error).parent_path();
  return load_from(text, file.string(), folder, options);
}

Loaded load_text(std::string_view text, const std::string& name, const LoadOptions& options) {
  std::error_code error;
  return load_from(text, name, fs::absolute(fs::path(name), error).parent_path(), options);
}

}  // namespace tenure::models
