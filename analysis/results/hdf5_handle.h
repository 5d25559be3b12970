// HDF5 identifiers that close themselves, and calls that cannot fail unnoticed.
//
// Only the sources of analysis/results/ include this header: it is the one place that knows HDF5.
#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace tenure::analysis {

/// HDF5 refused a call: a damaged file when reading, no memory when building an image.
class Hdf5Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Passes a result on unless it is HDF5's sign of failure (negative).
template <class Result>
Result checked(Result result, const char* what) {
  if (result < 0) throw Hdf5Error(std::string("HDF5: ") + what + " failed");
  return result;
}

/// Owns one identifier.
class Hdf5Handle {
 public:
  using Closer = herr_t (*)(hid_t);

  Hdf5Handle() = default;
  Hdf5Handle(hid_t id, Closer closer, const char* what) : id_(checked(id, what)), closer_(closer) {}
  Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(closer_, other.closer_);
    return *this;
  }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  ~Hdf5Handle() {
    if (id_ >= 0) closer_(id_);
  }

  hid_t get() const { return id_; }

  /// Closes now and reports failure, which the destructor cannot.
  void close(const char* what) {
    if (id_ >= 0) checked(closer_(std::exchange(id_, -1)), what);
  }

 private:
  hid_t id_ = -1;
  Closer closer_ = nullptr;
};

/// Keeps HDF5 from printing its own error stack while in scope, and from tidying up at the program's end, which never
/// comes to an end itself after a damaged file; everything is closed before.
class QuietHdf5 {
 public:
  QuietHdf5() {
    H5dont_atexit();
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  QuietHdf5(const QuietHdf5&) = delete;
  QuietHdf5& operator=(const QuietHdf5&) = delete;
  ~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

/// The type of every text in the file: variable-length UTF-8.  Fixed-length strings crash netCDF-C before 4.9.1.
inline Hdf5Handle text_type() {
  Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "H5Tcopy");
  checked(H5Tset_size(type.get(), H5T_VARIABLE), "H5Tset_size");
  checked(H5Tset_cset(type.get(), H5T_CSET_UTF8), "H5Tset_cset");
  return type;
}

}  // namespace tenure::analysis
