#include "analysis/cli/plain_text.h"

#include <algorithm>
#include <cstdio>

namespace tenure::analysis::cli {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

/// Bytes of the character that begins with `first`; 0 when none does.
std::size_t length_of(unsigned first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/// The character at the beginning of `text`, which is as long as its first byte says; 0xFFFFFFFF when it is none.
unsigned code_of(std::string_view text) {
  constexpr unsigned none = 0xFFFFFFFF;
  const std::size_t length = text.size();
  unsigned code = byte_at(text, 0);
  if (length == 1) return code;
  code &= 0xFFU >> (length + 1);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0) != 0x80) return none;
    code = code << 6 | (byte_at(text, i) & 0x3F);
  }
  const bool too_long = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  return too_long || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? none : code;
}

bool is_hidden(unsigned code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code > 0x10FFFF;
}

std::string spelt(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    char text[8];
    std::snprintf(text, sizeof text, "\\x%02x", byte_at(bytes, i));
    out += text;
  }
  return out;
}

/// Cuts `text` into characters, and single bytes where it is none; calls each(bytes, whether to show it as it is).
template <class Fn>
void characters(std::string_view text, Fn&& each) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_of(byte_at(text, i));
    const bool whole = length > 0 && i + length <= text.size() && code_of(text.substr(i, length)) != 0xFFFFFFFF;
    const std::string_view bytes = text.substr(i, whole ? length : 1);
    each(bytes, whole && !is_hidden(code_of(bytes)));
    i += bytes.size();
  }
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  characters(text, [&](std::string_view bytes, bool shown) {
    const bool space = bytes == "\n" || bytes == "\t" || bytes == "\r";
    if (space && bytes == "\n" && out.ends_with(' ')) return;
    out += space ? " " : shown ? std::string(bytes) : spelt(bytes);
  });
  return out;
}

std::string plain_json(std::string_view document) {
  std::string out;
  characters(document, [&](std::string_view bytes, bool shown) {
    if (shown || bytes.size() == 1) {  // JSON has no raw control characters but line breaks
      out += bytes;
      return;
    }
    char text[16];
    std::snprintf(text, sizeof text, "\\u%04x", code_of(bytes));
    out += text;
  });
  return out;
}

bool PlainBuffer::send(std::size_t bytes) {
  std::string out;
  characters(std::string_view(pending_).substr(0, bytes), [&](std::string_view character, bool shown) {
    out += shown || character == "\n" || character == "\t" ? std::string(character) : spelt(character);
  });
  pending_.erase(0, bytes);
  const auto size = static_cast<std::streamsize>(out.size());
  return to_->sputn(out.data(), size) == size;
}

std::streamsize PlainBuffer::xsputn(const char* text, std::streamsize size) {
  const std::string_view piece(text, static_cast<std::size_t>(size));
  if (copy_ != nullptr) copy_->append(piece);
  pending_.append(piece);
  std::size_t whole = pending_.size();  // less the beginning of a character whose rest is still to come
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, pending_.size()); ++back) {
    const unsigned byte = byte_at(pending_, pending_.size() - back);
    if ((byte & 0xC0) == 0x80) continue;
    if (length_of(byte) > back) whole -= back;
    break;
  }
  return send(whole) ? size : 0;
}

PlainBuffer::int_type PlainBuffer::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char byte = traits_type::to_char_type(c);
  return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
}

int PlainBuffer::sync() {
  const bool fine = send(pending_.size());
  return to_->pubsync() == 0 && fine ? 0 : -1;
}

}  // namespace tenure::analysis::cli
