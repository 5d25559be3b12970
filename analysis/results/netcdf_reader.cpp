#include "analysis/results/netcdf_reader.h"

#include <hdf5_hl.h>

#include <array>
#include <numeric>

namespace tenure::analysis {
namespace {

constexpr int most_dims = 8;
constexpr hsize_t most_links = 4096;
constexpr hsize_t most_values = hsize_t{1} << 30;
constexpr std::size_t longest_name = 1024;

[[noreturn]] void refuse(const std::string& what) {
  throw Hdf5Error(what);
}

std::vector<hsize_t> shape_of(hid_t space, const std::string& name) {
  const int rank = checked(H5Sget_simple_extent_ndims(space), "H5Sget_simple_extent_ndims");
  if (rank > most_dims) refuse(name + " has " + std::to_string(rank) + " dimensions");
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  if (rank > 0) checked(H5Sget_simple_extent_dims(space, shape.data(), nullptr), "H5Sget_simple_extent_dims");
  hsize_t all = 1;
  for (const hsize_t extent : shape) {
    if (extent == 0 || extent > most_values / all) refuse(name + " has an impossible size");
    all *= extent;
  }
  return shape;
}

hsize_t count_of(const std::vector<hsize_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), hsize_t{1}, std::multiplies<>());
}

void require_text(hid_t type, const std::string& name) {
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) <= 0) refuse(name + " is not a text");
}

/// Takes variable-length strings over and gives HDF5's memory back.
template <class Read>
std::vector<std::string> take_texts(hid_t type, hid_t space, hsize_t count, Read read) {
  std::vector<char*> data(count, nullptr);
  checked(read(data.data()), "reading texts");
  std::vector<std::string> texts;
  texts.reserve(data.size());
  for (const char* text : data) texts.emplace_back(text ? text : "");
  checked(H5Dvlen_reclaim(type, space, H5P_DEFAULT, data.data()), "H5Dvlen_reclaim");
  return texts;
}

std::string text_attribute_of(hid_t object, const std::string& name) {
  const Hdf5Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "H5Aopen");
  const Hdf5Handle stored(H5Aget_type(attribute.get()), H5Tclose, "H5Aget_type");
  require_text(stored.get(), "attribute " + name);
  const Hdf5Handle space(H5Aget_space(attribute.get()), H5Sclose, "H5Aget_space");
  if (count_of(shape_of(space.get(), "attribute " + name)) != 1) refuse("attribute " + name + " is not one text");
  const Hdf5Handle type = text_type();
  return take_texts(type.get(), space.get(), 1,
                    [&](char** data) { return H5Aread(attribute.get(), type.get(), data); })[0];
}

std::string text_attribute_or_empty(hid_t object, const std::string& name) {
  return checked(H5Aexists(object, name.c_str()), "H5Aexists") > 0 ? text_attribute_of(object, name) : std::string();
}

herr_t note_scale_name(hid_t, unsigned, hid_t scale, void* found) {
  std::array<char, longest_name> name{};
  if (H5DSget_scale_name(scale, name.data(), name.size()) < 0) return -1;
  name.back() = '\0';
  *static_cast<std::string*>(found) = name.data();
  return 1;  // the first scale is the one
}

}  // namespace

NetcdfReader::NetcdfReader(std::span<const std::byte> image) {
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "H5Pcreate");
  checked(H5Pset_fapl_core(access.get(), std::size_t{1} << 20, 0), "H5Pset_fapl_core");
  // HDF5 copies the image and does not change it; the const_cast is its C interface
  checked(H5Pset_file_image(access.get(), const_cast<std::byte*>(image.data()), image.size()), "H5Pset_file_image");
  file_ = Hdf5Handle(H5Fopen("/dev/null/results", H5F_ACC_RDONLY, access.get()), H5Fclose, "opening the file as HDF5");
}

bool NetcdfReader::has_group(const std::string& name) const {
  return checked(H5Lexists(file_.get(), name.c_str(), H5P_DEFAULT), "H5Lexists") > 0;
}

NetcdfReader::Group NetcdfReader::group(const std::string& name) const {
  return Group(Hdf5Handle(H5Gopen2(file_.get(), name.c_str(), H5P_DEFAULT), H5Gclose, "opening a group"));
}

bool NetcdfReader::Group::has_attribute(const std::string& name) const {
  return checked(H5Aexists(handle_.get(), name.c_str()), "H5Aexists") > 0;
}

std::string NetcdfReader::Group::text_attribute(const std::string& name) const {
  return text_attribute_of(handle_.get(), name);
}

double NetcdfReader::Group::number_attribute(const std::string& name) const {
  const Hdf5Handle attribute(H5Aopen(handle_.get(), name.c_str(), H5P_DEFAULT), H5Aclose, "H5Aopen");
  const Hdf5Handle type(H5Aget_type(attribute.get()), H5Tclose, "H5Aget_type");
  const H5T_class_t kind = H5Tget_class(type.get());
  const Hdf5Handle space(H5Aget_space(attribute.get()), H5Sclose, "H5Aget_space");
  if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || count_of(shape_of(space.get(), name)) != 1) {
    refuse("attribute " + name + " is not one number");
  }
  double value = 0.0;
  checked(H5Aread(attribute.get(), H5T_NATIVE_DOUBLE, &value), "H5Aread");
  return value;
}

std::vector<std::string> NetcdfReader::Group::names() const {
  H5G_info_t info{};
  checked(H5Gget_info(handle_.get(), &info), "H5Gget_info");
  if (info.nlinks > most_links) refuse("a group has " + std::to_string(info.nlinks) + " members");
  std::vector<std::string> found;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    std::array<char, longest_name> name{};
    checked(H5Lget_name_by_idx(handle_.get(), ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name.data(), name.size() - 1,
                               H5P_DEFAULT),
            "H5Lget_name_by_idx");
    // only what lies in this very file: no soft or external links
    H5L_info_t link{};
    checked(H5Lget_info(handle_.get(), name.data(), &link, H5P_DEFAULT), "H5Lget_info");
    if (link.type != H5L_TYPE_HARD) refuse(std::string(name.data()) + " is a link to somewhere else");
    H5O_info_t object{};
    checked(H5Oget_info_by_name2(handle_.get(), name.data(), &object, H5O_INFO_BASIC, H5P_DEFAULT),
            "H5Oget_info_by_name");
    if (object.type == H5O_TYPE_DATASET) found.emplace_back(name.data());
  }
  return found;
}

bool NetcdfReader::Group::has(const std::string& name) const {
  return checked(H5Lexists(handle_.get(), name.c_str(), H5P_DEFAULT), "H5Lexists") > 0;
}

Hdf5Handle NetcdfReader::Group::open(const std::string& name) const {
  if (!has(name)) refuse("there is no " + name);
  Hdf5Handle dataset(H5Dopen2(handle_.get(), name.c_str(), H5P_DEFAULT), H5Dclose, "opening a dataset");
  const Hdf5Handle creation(H5Dget_create_plist(dataset.get()), H5Pclose, "H5Dget_create_plist");
  const H5D_layout_t layout = H5Pget_layout(creation.get());
  if (layout == H5D_VIRTUAL || checked(H5Pget_external_count(creation.get()), "H5Pget_external_count") > 0) {
    refuse(name + " keeps its data in another file");
  }
  return dataset;
}

bool NetcdfReader::Group::is_dimension(const std::string& name) const {
  return checked(H5DSis_scale(open(name).get()), "H5DSis_scale") > 0;
}

bool NetcdfReader::Group::is_text(const std::string& name) const {
  const Hdf5Handle dataset = open(name);
  const Hdf5Handle type(H5Dget_type(dataset.get()), H5Tclose, "H5Dget_type");
  return H5Tget_class(type.get()) == H5T_STRING;
}

Dimension NetcdfReader::Group::dimension(const std::string& name) const {
  const Hdf5Handle dataset = open(name);
  const Hdf5Handle space(H5Dget_space(dataset.get()), H5Sclose, "H5Dget_space");
  const std::vector<hsize_t> shape = shape_of(space.get(), name);
  if (shape.size() != 1) refuse("dimension " + name + " is not a list");
  Dimension result;
  result.name = name;
  result.long_name = text_attribute_or_empty(dataset.get(), "long_name");
  if (is_text(name)) {
    result.labels = texts(name);
    return result;
  }
  const Hdf5Handle type(H5Dget_type(dataset.get()), H5Tclose, "H5Dget_type");
  if (H5Tget_class(type.get()) != H5T_INTEGER) refuse("dimension " + name + " is neither names nor whole numbers");
  std::vector<std::int32_t> numbers(shape[0]);
  checked(H5Dread(dataset.get(), H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), "H5Dread");
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i] != numbers[0] + static_cast<std::int32_t>(i)) refuse("dimension " + name + " does not count up");
  }
  result.first = numbers[0];
  result.count = static_cast<int>(numbers.size());
  return result;
}

NetcdfReader::Group::Numbers NetcdfReader::Group::numbers(const std::string& name) const {
  const Hdf5Handle dataset = open(name);
  const Hdf5Handle type(H5Dget_type(dataset.get()), H5Tclose, "H5Dget_type");
  if (H5Tget_class(type.get()) != H5T_FLOAT) refuse(name + " does not hold numbers");
  const Hdf5Handle space(H5Dget_space(dataset.get()), H5Sclose, "H5Dget_space");
  const std::vector<hsize_t> shape = shape_of(space.get(), name);
  Numbers result;
  result.unit = text_attribute_or_empty(dataset.get(), "units");
  result.long_name = text_attribute_or_empty(dataset.get(), "long_name");
  result.cell_methods = text_attribute_or_empty(dataset.get(), "cell_methods");
  result.precision = H5Tget_size(type.get()) <= sizeof(float) ? Precision::float32 : Precision::float64;
  for (unsigned axis = 0; axis < shape.size(); ++axis) {
    std::string scale;
    checked(H5DSiterate_scales(dataset.get(), axis, nullptr, note_scale_name, &scale), "H5DSiterate_scales");
    if (scale.empty()) refuse(name + " has an axis without a name");
    result.dims.push_back(scale);
  }
  result.values.resize(count_of(shape));
  checked(H5Dread(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, result.values.data()), "H5Dread");
  return result;
}

std::vector<std::string> NetcdfReader::Group::texts(const std::string& name) const {
  const Hdf5Handle dataset = open(name);
  const Hdf5Handle stored(H5Dget_type(dataset.get()), H5Tclose, "H5Dget_type");
  require_text(stored.get(), name);
  const Hdf5Handle space(H5Dget_space(dataset.get()), H5Sclose, "H5Dget_space");
  const hsize_t count = count_of(shape_of(space.get(), name));
  const Hdf5Handle type = text_type();
  return take_texts(type.get(), space.get(), count, [&](char** data) {
    return H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data);
  });
}

}  // namespace tenure::analysis
