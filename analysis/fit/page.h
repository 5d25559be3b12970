// What tenure fit prints: plain sentences, then numbers, then what could not be learnt; and the same as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "analysis/fit/fit_book.h"
#include "analysis/fit/fit_purchases.h"
#include "analysis/fit/stages.h"

namespace tenure::analysis::fit {

std::string page(const Book& book, const BookFit& fit, double confidence);
std::string page(const PurchaseBook& book, const PurchaseFit& fit, double confidence);
std::string page(const StageBook& book, double confidence);
std::string notes_text(const std::vector<Note>& notes);

nlohmann::ordered_json as_json(const Book& book, const BookFit& fit, double confidence);
nlohmann::ordered_json as_json(const PurchaseBook& book, const PurchaseFit& fit, double confidence);
nlohmann::ordered_json as_json(const StageBook& book, double confidence);

/// "1,234", "12.3 %", "12.3 % [11.0, 13.7]".
std::string grouped(double value);
std::string percent(double share);
std::string percent(const Interval& share);

/// What is to be looked at, as comment lines of a scenario file, `first` before the notes; "" where there is nothing.
std::string notes_as_comment(const std::string& first, const std::vector<Note>& notes);

}  // namespace tenure::analysis::fit
