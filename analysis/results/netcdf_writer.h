// Builds an HDF5 file in memory that is also a netCDF-4 file.
//
// What makes it one: each dimension is a one-dimensional dataset with HDF5's dimension-scale mark, attached to the axes
// of the variables that use it.  Every group has its own dimensions, so that each opens alone with coordinates.  Only
// 64- and 32-bit floats, 32-bit integers and variable-length UTF-8 strings are written, which every reader tried opens
// alike. No time of day is stored: equal calls give equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "analysis/results/hdf5_handle.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

class NetcdfWriter {
 public:
  /// A group under construction; dimensions are added before the variables that use them.
  class Group {
   public:
    void add_attribute(const std::string& name, const std::string& text);
    void add_attribute(const std::string& name, const char* text) { add_attribute(name, std::string(text)); }
    void add_attribute(const std::string& name, const std::vector<std::string>& texts);
    void add_attribute(const std::string& name, double value);
    void add_attribute(const std::string& name, std::int32_t value);

    /// A dimension with its coordinate: names, or numbers counted up.
    void add_dimension(const Dimension& dimension);

    struct Variable {
      std::string name, unit, long_name, cell_methods;
      std::vector<std::string> dims;
      Precision precision = Precision::float64;
    };
    void add_variable(const Variable& variable, std::span<const double> values);
    void add_texts(const Variable& variable, std::span<const std::string> texts);

   private:
    friend class NetcdfWriter;
    explicit Group(Hdf5Handle handle) : handle_(std::move(handle)) {}
    std::vector<hsize_t> shape_of(const std::vector<std::string>& dims) const;
    Hdf5Handle make_dataset(const std::string& name, hid_t type, const std::vector<hsize_t>& shape, std::size_t bytes,
                            const double* fill);
    void attach(hid_t dataset, const std::vector<std::string>& dims);

    Hdf5Handle handle_;
    std::map<std::string, std::pair<Hdf5Handle, hsize_t>> dimensions_;
  };

  NetcdfWriter();

  Group root();
  Group add_group(const std::string& name);

  /// The whole file; all groups must be gone by then, and nothing can be added afterwards.
  std::vector<std::byte> finish();

 private:
  QuietHdf5 quiet_;
  Hdf5Handle file_;
};

}  // namespace tenure::analysis
