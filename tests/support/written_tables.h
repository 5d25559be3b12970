// Tables written into a folder of their own, gone when the test ends.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "analysis/fit/book.h"
#include "tests/support/catch.h"

namespace tenure::test {

class WrittenTables {
 public:
  WrittenTables() {
    std::string name = (std::filesystem::temp_directory_path() / "tenure-fit-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
  }
  ~WrittenTables() { std::filesystem::remove_all(folder_); }
  WrittenTables(const WrittenTables&) = delete;
  WrittenTables& operator=(const WrittenTables&) = delete;

  /// Writes a table, and takes it among those that are read.
  WrittenTables& add(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    options.files.push_back({(folder_ / name).string(), std::nullopt});
    return *this;
  }

  [[nodiscard]] analysis::fit::Readings read() const { return analysis::fit::read_tables(options); }

  /// The complaints as a person reads them, without the folder.
  [[nodiscard]] std::string complaints() const {
    std::string out;
    for (const models::Fault& f : read().complaints.all()) out += models::format(f);
    const std::string folder = folder_.string() + "/";
    for (auto at = out.find(folder); at != std::string::npos; at = out.find(folder)) out.erase(at, folder.size());
    return out;
  }

  analysis::fit::BookOptions options;

 private:
  std::filesystem::path folder_;
};

}  // namespace tenure::test
