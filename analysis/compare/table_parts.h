// Pieces of the printed comparison: rows of numbers under columns of strategies, within 100 columns.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/compare/comparison.h"
#include "analysis/compare/numbers.h"

namespace tenure::analysis {

inline constexpr std::size_t table_width = 100;

/// A measure's name for people, without unit: "retention 12m, newcomers".
std::string words_for(std::string_view measure);

/// The same with the unit of the style.
std::string row_name(const ComparedMeasure& measure, const NumberStyle& style);

/// A line of the table: a name, and a cell for each of its columns.
struct Row {
  std::string name;
  std::vector<std::string> cells;
};

/// Widths of the columns of names and of numbers: found for all tables that are to be aligned.
struct Widths {
  std::size_t names, numbers;
};

/// Widths that suit `rows` under `headings`; numbers get at least `least` columns.
Widths widths_for(const std::vector<std::string>& headings, const std::vector<Row>& rows, std::size_t least);

/// Whether so many columns stand side by side.
bool fit_beside(const Widths& widths, std::size_t columns);

/// Width that each of so many columns may have when they are to stand side by side.
std::size_t room_for_each(std::size_t columns);

/// Prints rows under right-aligned headings: as many columns side by side as fit `table_width`, then the next ones.
/// Names that are too long for their column take a line of their own.
void print_rows(std::ostringstream& out, const std::vector<std::string>& headings, const std::vector<Row>& rows,
                Widths widths);

/// "200 draws of 143 uncertain numbers × 1 replication".
std::string draws_in_words(const World& world);

/// What the intervals cover: "chance and ignorance"; with shared luck "ignorance".
std::string what_is_covered(const World& world);

/// The share of draws in which each is above zero.
Row above_zero_row(const std::vector<OverDraws>& drawn);

/// The range of the draws under a row of means.
Row range_row(const World& world, const std::vector<OverDraws>& drawn, const NumberStyle& style, Sign sign);

/// Where the variance of the headline measures comes from: one line for each, and one for its differences.
void print_variance(std::ostringstream& out, const World& world);

/// "95 %".
std::string confidence_text(double confidence);

/// A name for people cut to `width` columns, with "..." where something is cut off.
std::string cut(const std::string& text, std::size_t width);

/// The pools of one world: servers, how busy, what is missed, how long people wait.  Empty when there are none.
void print_staff(std::ostringstream& out, const World& world);

/// The channels of one world: contacts, what is missed, how soon customers are answered, what it costs.  Empty when there are none.
void print_channels(std::ostringstream& out, const World& world);

/// Month by month: the baseline's own values, and the others' differences from them.  Empty unless compared by month.
void print_months(std::ostringstream& out, const World& world);

/// Several worlds: one line for each world and strategy, then which strategy holds up.
void print_worlds(std::ostringstream& out, const Comparison& comparison);

}  // namespace tenure::analysis
