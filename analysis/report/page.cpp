#include "analysis/report/page.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"
#include "analysis/compare/sentence.h"
#include "analysis/report/brief.h"
#include "analysis/report/web_files.h"
#include "analysis/results/sha256.h"

namespace tenure::analysis {
namespace {

/// Hexadecimal digits as the bytes that they stand for, in base 64.
std::string base64_of_hex(const std::string& hex) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned> bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes.push_back(static_cast<unsigned>(std::stoul(hex.substr(i, 2), nullptr, 16)));
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned b = i + 1 < bytes.size() ? bytes[i + 1] : 0, c = i + 2 < bytes.size() ? bytes[i + 2] : 0;
    const unsigned word = bytes[i] << 16U | b << 8U | c;
    text += digits[word >> 18U & 63U];
    text += digits[word >> 12U & 63U];
    text += i + 1 < bytes.size() ? digits[word >> 6U & 63U] : '=';
    text += i + 2 < bytes.size() ? digits[word & 63U] : '=';
  }
  return text;
}

std::string fingerprint(std::string_view text) {
  return "'sha256-" + base64_of_hex(sha256(std::string(text))) + "'";
}

/// One script and one style sheet, each known by its fingerprint; attributes of style are needed to place charts.
std::string content_policy() {
  return "default-src 'none'; script-src " + fingerprint(page_script()) + "; style-src 'unsafe-inline'; style-src-elem " +
         fingerprint(page_style()) + "; style-src-attr 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";
}

std::string answer_of(const World& world) {
  std::string html;
  for (const Passage& passage : passages(world))
    html += fmt::format("<p class=\"say-{}\">{}</p>", passage.topic, html_text(passage.text));
  return html;
}

std::string brief_in_html(const ReportedWorld& world) {
  std::string html;
  for (const Passage& passage : brief_of(world.source(), world.baseline))
    html += fmt::format("<div class=\"say-{}\"><dt>{}</dt><dd>{}</dd></div>", passage.topic, heading_of(passage.topic), html_text(passage.text));
  return html;
}

std::string facts_of(const World& world) {
  const std::string draws = world.draws > 0 ? fmt::format(" and {} draws of the uncertain numbers", world.draws) : "";
  return html_text(fmt::format("{} strategies, {} replications{}, {} from {}; intervals of {:g} %; money in {}.",
                               world.strategies.size(), world.replications, draws, span_text(world.horizon_days), world.start_date,
                               100.0 * world.confidence, world.currency));
}

std::string origin_of(const std::vector<ReportedWorld>& worlds) {
  std::string html = "<p>Written by tenure report " TENURE_VERSION ". Charts: Apache ECharts, Apache-2.0.</p><ul>";
  for (const ReportedWorld& world : worlds)
    html += "<li>" + html_text(fmt::format("{}: seed {}, scenario SHA-256 {}", world.by_baseline[0].file, world.results.seed,
                                           world.results.scenario_sha256)) + "</li>";
  return html + "</ul>";
}

/// The shell with its placeholders filled; what is put in is not looked at again.
std::string filled(std::string_view shell, const std::vector<std::pair<std::string, std::string>>& texts) {
  std::string page;
  while (!shell.empty()) {
    const std::size_t begin = shell.find("{{"), end = shell.find("}}", begin);
    page += shell.substr(0, begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) break;
    const std::string_view name = shell.substr(begin + 2, end - begin - 2);
    for (const auto& [known, text] : texts)
      if (known == name) page += text;
    shell.remove_prefix(end + 2);
  }
  return page;
}

}  // namespace

std::string html_text(const std::string& text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\'': html += "&#39;"; break;
      default: html += c;
    }
  }
  return html;
}

std::string json_in_html(const Json& json) {
  const std::string plain = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  std::string text;
  text.reserve(plain.size());
  for (const char c : plain) {  // outside strings JSON has none of these
    switch (c) {
      case '<': text += "\\u003c"; break;
      case '>': text += "\\u003e"; break;
      case '&': text += "\\u0026"; break;
      default: text += c;
    }
  }
  return text;
}

std::string report_page(const std::vector<ReportedWorld>& worlds) {
  const ReportedWorld& first = worlds.at(0);
  const World& world = first.by_baseline[first.baseline];
  return filled(page_shell(), {{"policy", content_policy()},
                               {"title", html_text(world.title.empty() ? "Comparison of strategies" : world.title)},
                               {"question", html_text(world.question)},
                               {"facts", facts_of(world)},
                               {"brief", brief_in_html(first)},
                               {"answer", answer_of(world)},
                               {"origin", origin_of(worlds)},
                               {"style", std::string(page_style())},
                               {"data", json_in_html(report_document(worlds))},
                               {"script", std::string(page_script())}});
}

}  // namespace tenure::analysis
