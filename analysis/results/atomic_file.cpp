#include "analysis/results/atomic_file.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

namespace tenure::analysis {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(FileFailure failure, const fs::path& path, const std::string& what, int error) {
  throw FileError(failure, path.string() + ": " + what + ": " + std::generic_category().message(error));
}

/// A file descriptor that is closed when it goes out of scope; close() reports what went wrong.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int close() { return ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

/// Removes the temporary file unless it has taken its final name.
class Cleanup {
 public:
  explicit Cleanup(fs::path path) : path_(std::move(path)) {}
  Cleanup(const Cleanup&) = delete;
  Cleanup& operator=(const Cleanup&) = delete;
  ~Cleanup() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  void keep() { path_.clear(); }

 private:
  fs::path path_;
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// The host is part of the name because a process number means nothing on another machine that shares the folder.
std::string temporary_prefix(const fs::path& path) {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) std::strcpy(host.data(), "host");
  return path.filename().string() + ".tmp." + host.data() + ".";
}

/// Removes temporary files of `path` whose writers no longer live.
void sweep(const fs::path& path) {
  const std::string prefix = temporary_prefix(path);
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_of(path), ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.compare(0, prefix.size(), prefix) != 0) continue;
    long pid = 0;
    const char* const end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + prefix.size(), end, pid);
    if (parsed.ec != std::errc{} || parsed.ptr != end || pid <= 0) continue;
    if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) fs::remove(entry.path(), ignored);
  }
}

int rename_to(const fs::path& from, const fs::path& to, Replace replace) {
  if (replace == Replace::always) return ::rename(from.c_str(), to.c_str());
  const int result = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (result == 0 || (errno != EINVAL && errno != ENOSYS)) return result;
  // This file system knows no exclusive rename: look first, which leaves a moment for somebody else.
  if (::access(to.c_str(), F_OK) == 0) {
    errno = EEXIST;
    return -1;
  }
  return ::rename(from.c_str(), to.c_str());
}

}  // namespace

namespace {

void check_name(const fs::path& path, Replace replace) {
  const fs::path folder = folder_of(path);
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) fail(FileFailure::cannot_create, path, "its folder cannot be used", errno);
  if (!S_ISDIR(info.st_mode)) fail(FileFailure::cannot_create, path, "its folder cannot be used", ENOTDIR);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    fail(FileFailure::cannot_create, path, "nothing can be written to its folder", errno);
  }
  if (::lstat(path.c_str(), &info) != 0) return;
  if (S_ISLNK(info.st_mode) && ::stat(path.c_str(), &info) != 0) {
    fail(FileFailure::cannot_create, path, "is a link that leads nowhere", errno);
  }
  if (!S_ISREG(info.st_mode)) throw FileError(FileFailure::cannot_create, path.string() + ": is not a plain file");
  if (replace == Replace::never) throw FileError(FileFailure::exists, path.string() + ": exists already");
}

fs::path temporary_of(const fs::path& path) {
  return folder_of(path) / (temporary_prefix(path) + std::to_string(::getpid()));
}

int create(const fs::path& temporary, const fs::path& path) {
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file >= 0) return file;
  const bool full = errno == ENOSPC || errno == EDQUOT;
  fail(full ? FileFailure::input_output : FileFailure::cannot_create, path, "cannot be created", errno);
}

}  // namespace

void ensure_writable(const fs::path& path, Replace replace) {
  check_name(path, replace);
  // permissions alone do not tell: /proc, a read-only disk, a name too long
  const fs::path temporary = temporary_of(path);
  const Descriptor file(create(temporary, path));
  const Cleanup cleanup(temporary);
}

void write_whole(const fs::path& path, std::span<const std::byte> bytes, Replace replace) {
  check_name(path, replace);
  sweep(path);
  const fs::path folder = folder_of(path);
  const fs::path temporary = temporary_of(path);

  // write under a name that nobody else uses, to the disk itself
  Descriptor file(create(temporary, path));
  Cleanup cleanup(temporary);
  for (std::size_t done = 0; done < bytes.size();) {
    const std::size_t piece = std::min<std::size_t>(bytes.size() - done, std::size_t{1} << 26);
    const ssize_t written = ::write(file.get(), bytes.data() + done, piece);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(FileFailure::input_output, path, "could not be written", errno);
    done += static_cast<std::size_t>(written);
  }
  if (::fsync(file.get()) != 0) fail(FileFailure::input_output, path, "could not be forced to the disk", errno);
  if (file.close() != 0) fail(FileFailure::input_output, path, "could not be closed", errno);

  // take the final name, and make the name durable too
  if (rename_to(temporary, path, replace) != 0) {
    if (errno == EEXIST) throw FileError(FileFailure::exists, path.string() + ": exists already");
    fail(FileFailure::input_output, path, "could not be given its name", errno);
  }
  cleanup.keep();
  Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // some file systems do not let a folder be forced (EINVAL); the file itself is safe by then
  if (directory.get() >= 0 && ::fsync(directory.get()) != 0 && errno != EINVAL) {
    fail(FileFailure::input_output, path, "its folder could not be forced to the disk", errno);
  }
}

void write_whole(const fs::path& path, const std::string& text, Replace replace) {
  write_whole(path, std::as_bytes(std::span(text.data(), text.size())), replace);
}

}  // namespace tenure::analysis
