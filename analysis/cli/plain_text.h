// Text that may come from anywhere, made safe to show.
//
// A title, a label or a file's name can hold escape sequences that redraw a terminal or hide lines.  On a screen, in a
// table and in a log such characters are shown (\x1b) and never sent: control characters, bytes that are no UTF-8, and
// the marks that turn the direction of writing.  Files and JSON keep them.
#pragma once

#include <cstddef>
#include <streambuf>
#include <string>
#include <string_view>

namespace tenure::analysis::cli {

/// `text` on one line: line breaks and tabs become spaces, whatever else is not to be shown is spelt out.
std::string one_line(std::string_view text);

/// A JSON document with the same meaning, in which what is not to be shown is written by number (\u202e).
std::string plain_json(std::string_view document);

/// Passes text on to another buffer, line breaks and tabs as they are, the rest as in one_line(); may keep a copy.
class PlainBuffer : public std::streambuf {
 public:
  /// `copy` receives what was written, unchanged; nullptr: nobody.
  explicit PlainBuffer(std::streambuf* to, std::string* copy = nullptr) : to_(to), copy_(copy) {}
  PlainBuffer(const PlainBuffer&) = delete;
  PlainBuffer& operator=(const PlainBuffer&) = delete;
  ~PlainBuffer() override { sync(); }

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

 private:
  bool send(std::size_t bytes);

  std::streambuf* to_;
  std::string* copy_;
  std::string pending_;  ///< the beginning of a character of several bytes
};

}  // namespace tenure::analysis::cli
