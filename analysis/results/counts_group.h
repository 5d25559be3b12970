// The group /counts of a result file: how the number of replications was chosen, when the scenario left it to what they showed.
//
//   attributes     most, nominal_confidence; of a selection: measure, of, unit, prefer, method, indifference, selection_confidence,
//                  best, probability (NaN: not estimated), selected (0 or 1)
//   replications   [strategy] how many each has
//   looked_at      [look] counts at which it was decided whether to go on
//   of each estimate that was to become precise [wanted]: measure, of, against, unit, half_width, relative_half_width (one of the two
//                  is NaN), most, widest, found, reached
#pragma once

#include "analysis/results/netcdf_reader.h"
#include "analysis/results/netcdf_writer.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

/// Fills the group.  Only when the counts were chosen.
void add_counts(NetcdfWriter::Group& group, const ResultSet& results);

/// Fills the group /controls: [control] expectation, [replication, control] value.  Only when there are controls.
void add_controls(NetcdfWriter::Group& group, const ResultSet& results);
ResultControls read_controls(const NetcdfReader::Group& group);

/// Reads /counts; throws Hdf5Error when it cannot be.
ChosenCounts read_counts(const NetcdfReader::Group& group);

}  // namespace tenure::analysis
