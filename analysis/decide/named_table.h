// A printed table: a column of names on the left, then cells aligned on the right, each column as wide as it must be.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "analysis/compare/numbers.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis::decision {

/// `heading` stands above the names; names longer than the column take a line of their own.
void print_named(std::ostringstream& out, const std::string& heading, const std::vector<std::string>& headings,
                 const std::vector<Row>& rows);

/// "net value, M USD".
std::string heading_with(const std::string& words, const NumberStyle& style);

}  // namespace tenure::analysis::decision
