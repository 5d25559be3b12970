// Reads the groups of an HDF5 file that lies in memory, trusting nothing in it.
//
// Names, ranks, sizes and types are looked at before anything is allocated; whatever does not fit what netcdf_writer.h
// writes is an Hdf5Error.  HDF5 itself may still crash on damaged bytes, which is why read_results.h tries a file in a
// child process first.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/results/hdf5_handle.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

class NetcdfReader {
 public:
  /// `image` must stay where it is as long as the reader lives.
  explicit NetcdfReader(std::span<const std::byte> image);

  class Group {
   public:
    bool has_attribute(const std::string& name) const;
    std::string text_attribute(const std::string& name) const;
    double number_attribute(const std::string& name) const;

    /// Names of the datasets, in the order in which they were made.
    std::vector<std::string> names() const;

    bool has(const std::string& name) const;

    /// Is the dataset a coordinate (a dimension scale)?
    bool is_dimension(const std::string& name) const;

    /// Is the dataset one of texts?
    bool is_text(const std::string& name) const;

    Dimension dimension(const std::string& name) const;

    struct Numbers {
      std::string unit, long_name, cell_methods;
      std::vector<std::string> dims;
      Precision precision = Precision::float64;
      std::vector<double> values;
    };
    Numbers numbers(const std::string& name) const;

    /// All texts of the dataset; one for a scalar.
    std::vector<std::string> texts(const std::string& name) const;

   private:
    friend class NetcdfReader;
    explicit Group(Hdf5Handle handle) : handle_(std::move(handle)) {}
    Hdf5Handle open(const std::string& name) const;

    Hdf5Handle handle_;
  };

  bool has_group(const std::string& name) const;
  Group group(const std::string& name) const;

 private:
  QuietHdf5 quiet_;
  Hdf5Handle file_;
};

}  // namespace tenure::analysis
