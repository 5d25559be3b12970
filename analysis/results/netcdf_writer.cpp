#include "analysis/results/netcdf_writer.h"

#include <hdf5_hl.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/base/contract.h"

namespace tenure::analysis {
namespace {

constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
constexpr std::size_t compress_above = 4096;         // bytes; smaller data stay contiguous
constexpr hsize_t largest_chunk = hsize_t{1} << 17;  // elements

/// Writes one attribute of any shape.
void write_attribute(hid_t object, const std::string& name, hid_t type, hid_t space, const void* data) {
  Hdf5Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, "H5Acreate2");
  checked(H5Awrite(attribute.get(), type, data), "H5Awrite");
  attribute.close("H5Aclose");
}

Hdf5Handle scalar() {
  return Hdf5Handle(H5Screate(H5S_SCALAR), H5Sclose, "H5Screate");
}

void write_text_attribute(hid_t object, const std::string& name, const std::string& text) {
  const Hdf5Handle type = text_type();
  const Hdf5Handle space = scalar();
  const char* const data = text.c_str();
  write_attribute(object, name, type.get(), space.get(), &data);
}

void describe(hid_t dataset, const std::string& unit, const std::string& long_name, const std::string& cell_methods) {
  if (!unit.empty()) write_text_attribute(dataset, "units", unit);
  if (!long_name.empty()) write_text_attribute(dataset, "long_name", long_name);
  if (!cell_methods.empty()) write_text_attribute(dataset, "cell_methods", cell_methods);
}

/// Chunks that hold as much of the fast axes as fits.
std::vector<hsize_t> chunk_shape(const std::vector<hsize_t>& shape) {
  std::vector<hsize_t> chunk = shape;
  for (hsize_t& extent : chunk) {
    const hsize_t all = std::accumulate(chunk.begin(), chunk.end(), hsize_t{1}, std::multiplies<>());
    if (all <= largest_chunk) break;
    const hsize_t others = std::max<hsize_t>(1, all / extent);
    extent = std::clamp<hsize_t>(largest_chunk / others, 1, extent);
  }
  return chunk;
}

}  // namespace

NetcdfWriter::NetcdfWriter() {
  const Hdf5Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "H5Pcreate");
  checked(H5Pset_link_creation_order(creation.get(), creation_order), "H5Pset_link_creation_order");
  checked(H5Pset_attr_creation_order(creation.get(), creation_order), "H5Pset_attr_creation_order");
  checked(H5Pset_obj_track_times(creation.get(), 0), "H5Pset_obj_track_times");
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "H5Pcreate");
  checked(H5Pset_fapl_core(access.get(), std::size_t{1} << 20, 0), "H5Pset_fapl_core");
  checked(H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "H5Pset_libver_bounds");
  file_ = Hdf5Handle(H5Fcreate("results", H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose, "H5Fcreate");
}

NetcdfWriter::Group NetcdfWriter::root() {
  Group group(Hdf5Handle(H5Gopen2(file_.get(), "/", H5P_DEFAULT), H5Gclose, "H5Gopen2"));
  group.add_attribute("Conventions", "CF-1.10");
  return group;
}

NetcdfWriter::Group NetcdfWriter::add_group(const std::string& name) {
  const Hdf5Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "H5Pcreate");
  checked(H5Pset_link_creation_order(creation.get(), creation_order), "H5Pset_link_creation_order");
  checked(H5Pset_attr_creation_order(creation.get(), creation_order), "H5Pset_attr_creation_order");
  checked(H5Pset_obj_track_times(creation.get(), 0), "H5Pset_obj_track_times");
  Group group(Hdf5Handle(H5Gcreate2(file_.get(), name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), H5Gclose,
                         "H5Gcreate2"));
  group.add_attribute("Conventions", "CF-1.10");
  return group;
}

void NetcdfWriter::Group::add_attribute(const std::string& name, const std::string& text) {
  write_text_attribute(handle_.get(), name, text);
}

void NetcdfWriter::Group::add_attribute(const std::string& name, const std::vector<std::string>& texts) {
  const Hdf5Handle type = text_type();
  const hsize_t count = texts.size();
  const Hdf5Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose, "H5Screate_simple");
  std::vector<const char*> data;
  for (const std::string& text : texts) data.push_back(text.c_str());
  write_attribute(handle_.get(), name, type.get(), space.get(), data.data());
}

void NetcdfWriter::Group::add_attribute(const std::string& name, double value) {
  const Hdf5Handle space = scalar();
  write_attribute(handle_.get(), name, H5T_IEEE_F64LE, space.get(), &value);
}

void NetcdfWriter::Group::add_attribute(const std::string& name, std::int32_t value) {
  const Hdf5Handle space = scalar();
  write_attribute(handle_.get(), name, H5T_STD_I32LE, space.get(), &value);
}

std::vector<hsize_t> NetcdfWriter::Group::shape_of(const std::vector<std::string>& dims) const {
  std::vector<hsize_t> shape;
  for (const std::string& dim : dims) {
    const auto found = dimensions_.find(dim);
    TENURE_ENSURE(found != dimensions_.end(), "no dimension " + dim + " in this group");
    shape.push_back(found->second.second);
  }
  return shape;
}

Hdf5Handle NetcdfWriter::Group::make_dataset(const std::string& name, hid_t type, const std::vector<hsize_t>& shape,
                                             std::size_t bytes, const double* fill) {
  const Hdf5Handle space = shape.empty()
                               ? scalar()
                               : Hdf5Handle(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                                            H5Sclose, "H5Screate_simple");
  const Hdf5Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "H5Pcreate");
  checked(H5Pset_obj_track_times(creation.get(), 0), "H5Pset_obj_track_times");
  checked(H5Pset_attr_creation_order(creation.get(), creation_order), "H5Pset_attr_creation_order");
  if (fill) checked(H5Pset_fill_value(creation.get(), H5T_NATIVE_DOUBLE, fill), "H5Pset_fill_value");
  if (bytes > compress_above) {
    const std::vector<hsize_t> chunk = chunk_shape(shape);
    checked(H5Pset_chunk(creation.get(), static_cast<int>(chunk.size()), chunk.data()), "H5Pset_chunk");
    checked(H5Pset_shuffle(creation.get()), "H5Pset_shuffle");
    checked(H5Pset_deflate(creation.get(), 1), "H5Pset_deflate");
    checked(H5Pset_fletcher32(creation.get()), "H5Pset_fletcher32");
  }
  return Hdf5Handle(
      H5Dcreate2(handle_.get(), name.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), H5Dclose,
      "H5Dcreate2");
}

void NetcdfWriter::Group::attach(hid_t dataset, const std::vector<std::string>& dims) {
  for (std::size_t axis = 0; axis < dims.size(); ++axis) {
    const hid_t scale = dimensions_.at(dims[axis]).first.get();
    checked(H5DSattach_scale(dataset, scale, static_cast<unsigned>(axis)), "H5DSattach_scale");
  }
}

void NetcdfWriter::Group::add_dimension(const Dimension& dimension) {
  const hsize_t size = dimension.size();
  TENURE_ENSURE(size > 0, "dimension " + dimension.name + " is empty");
  Hdf5Handle dataset;
  if (dimension.labels.empty()) {
    std::vector<std::int32_t> numbers(size);
    std::iota(numbers.begin(), numbers.end(), dimension.first);
    dataset = make_dataset(dimension.name, H5T_STD_I32LE, {size}, 0, nullptr);
    checked(H5Dwrite(dataset.get(), H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), "H5Dwrite");
    describe(dataset.get(), "1", dimension.long_name, "");
  } else {
    const Hdf5Handle type = text_type();
    std::vector<const char*> data;
    for (const std::string& label : dimension.labels) data.push_back(label.c_str());
    dataset = make_dataset(dimension.name, type.get(), {size}, 0, nullptr);
    checked(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data.data()), "H5Dwrite");
    describe(dataset.get(), "", dimension.long_name, "");
  }
  checked(H5DSset_scale(dataset.get(), dimension.name.c_str()), "H5DSset_scale");
  const bool added = dimensions_.emplace(dimension.name, std::make_pair(std::move(dataset), size)).second;
  TENURE_ENSURE(added, "a dimension twice in a group");
}

void NetcdfWriter::Group::add_variable(const Variable& variable, std::span<const double> values) {
  const std::vector<hsize_t> shape = shape_of(variable.dims);
  TENURE_ENSURE(std::accumulate(shape.begin(), shape.end(), hsize_t{1}, std::multiplies<>()) == values.size(),
                variable.name + " does not fill its shape");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const bool wide = variable.precision == Precision::float64;
  const hid_t type = wide ? H5T_IEEE_F64LE : H5T_IEEE_F32LE;
  Hdf5Handle dataset =
      make_dataset(variable.name, type, shape, values.size() * (wide ? sizeof(double) : sizeof(float)), &nan);
  if (wide) {
    checked(H5Dwrite(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "H5Dwrite");
    const Hdf5Handle space = scalar();
    write_attribute(dataset.get(), "_FillValue", H5T_IEEE_F64LE, space.get(), &nan);
  } else {
    // rounded here, not by HDF5, so that the rounding is the language's
    std::vector<float> narrow(values.size());
    std::transform(values.begin(), values.end(), narrow.begin(),
                   [](double value) { return static_cast<float>(value); });
    checked(H5Dwrite(dataset.get(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, narrow.data()), "H5Dwrite");
    const float narrow_nan = std::numeric_limits<float>::quiet_NaN();
    const Hdf5Handle space = scalar();
    write_attribute(dataset.get(), "_FillValue", H5T_NATIVE_FLOAT, space.get(), &narrow_nan);
  }
  describe(dataset.get(), variable.unit, variable.long_name, variable.cell_methods);
  attach(dataset.get(), variable.dims);
  dataset.close("H5Dclose");
}

void NetcdfWriter::Group::add_texts(const Variable& variable, std::span<const std::string> texts) {
  const std::vector<hsize_t> shape = shape_of(variable.dims);
  TENURE_ENSURE(std::accumulate(shape.begin(), shape.end(), hsize_t{1}, std::multiplies<>()) == texts.size(),
                variable.name + " does not fill its shape");
  const Hdf5Handle type = text_type();
  std::vector<const char*> data;
  for (const std::string& text : texts) data.push_back(text.c_str());
  Hdf5Handle dataset = make_dataset(variable.name, type.get(), shape, 0, nullptr);
  checked(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data.data()), "H5Dwrite");
  describe(dataset.get(), "", variable.long_name, "");
  attach(dataset.get(), variable.dims);
  dataset.close("H5Dclose");
}

std::vector<std::byte> NetcdfWriter::finish() {
  checked(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL), "H5Fflush");
  const ssize_t size = checked(H5Fget_file_image(file_.get(), nullptr, 0), "H5Fget_file_image");
  std::vector<std::byte> image(static_cast<std::size_t>(size));
  checked(H5Fget_file_image(file_.get(), image.data(), image.size()), "H5Fget_file_image");
  file_.close("H5Fclose");
  return image;
}

}  // namespace tenure::analysis
