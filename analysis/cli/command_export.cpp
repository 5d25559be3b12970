#include <filesystem>
#include <set>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/result_input.h"
#include "analysis/export/tables.h"
#include "analysis/results/atomic_file.h"
#include "analysis/results/read_results.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;

/// The tables of one result file, and where they go.
struct Export {
  fs::path folder;
  std::vector<ExportFile> files;
};

[[noreturn]] void refuse(const FileError& error, Streams streams) {
  streams.err << error.what() << "\n";
  if (error.failure() == FileFailure::exists)
    streams.err << "    Choose another folder with --csv, or overwrite it with --force.\n";
  throw Ended{error.failure() == FileFailure::input_output ? exit_io : exit_cannot_create};
}

/// One file goes into the folder itself, several into a folder each, by their names.
std::vector<fs::path> folders_for(const std::vector<std::string>& files, const fs::path& given, Streams streams) {
  std::vector<fs::path> folders;
  std::set<fs::path> distinct;
  for (const std::string& file : files) {
    folders.push_back(files.size() == 1 ? given : given / fs::path(file).stem());
    if (distinct.insert(folders.back()).second) continue;
    streams.err << "tenure: two results would be written to " << folders.back().string() << "; export them one by one\n";
    throw Ended{exit_usage};
  }
  return folders;
}

void make_folder(const fs::path& folder, Streams streams) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (fs::is_directory(folder)) return;
  streams.err << folder.string() << ": no folder can be made here" << (error ? ": " + error.message() : "") << "\n";
  throw Ended{exit_cannot_create};
}

int export_all(const ExportOptions& options, Streams streams) {
  if (options.parquet) {
    streams.err << "tenure export: --parquet: this program writes no Parquet, because Debian 12 has no library for it (Apache Arrow)\n"
                   "    Write tables with --csv DIR; where pandas and pyarrow are installed, pandas.read_csv(...).to_parquet(...)\n"
                   "    makes Parquet of each.\n";
    return exit_usage;
  }
  if (options.csv.empty()) {
    streams.err << "tenure export: no folder for the tables is named; write for example --csv tables/\n";
    return exit_usage;
  }
  const std::vector<std::string> files = options.files.empty() ? results_of_last_run() : options.files;
  if (files.empty()) {
    streams.err << "tenure export: there is no results.h5 here; name a result file, or write one with tenure run\n";
    return exit_no_input;
  }
  const std::vector<fs::path> folders = folders_for(files, options.csv, streams);
  const Replace replace = options.force ? Replace::always : Replace::never;
  std::vector<Export> exports;
  int status = exit_ok;
  for (std::size_t i = 0; i < files.size(); ++i) {
    try {
      exports.push_back({folders[i], export_files(read_results(files[i]))});
    } catch (const ReadError& error) {
      streams.err << error.what() << "\n";
      status = status_of(error.failure());
    }
  }
  if (status != exit_ok) return status;
  try {
    for (const Export& one : exports) make_folder(one.folder, streams);
    for (const Export& one : exports)  // all or nothing: look at every name before the first is written
      for (const ExportFile& file : one.files) ensure_writable(one.folder / file.name, replace);
    for (const Export& one : exports) {
      for (const ExportFile& file : one.files) write_whole(one.folder / file.name, file.text, replace);
      if (!options.quiet) {
        streams.remarks << "Wrote " << one.files.size() << " files to " << one.folder.string()
                        << "; dictionary.csv says what their columns mean\n";
      }
    }
  } catch (const FileError& error) {
    refuse(error, streams);
  }
  return exit_ok;
}

}  // namespace

int export_results(const ExportOptions& options, Streams streams) {
  return status_of_command([&] { return export_all(options, streams); });
}

}  // namespace tenure::analysis::cli
