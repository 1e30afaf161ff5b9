#include "linquan/search/query.h"

#include <algorithm>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::search {
namespace {

bool is_plain(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
}

Term term_of(std::u32string characters) {
  Term term{std::move(characters), false, {}, {}};
  term.latin = std::ranges::all_of(term.characters, is_plain);
  if (term.latin) {
    std::string letters;
    std::ranges::transform(term.characters, std::back_inserter(letters),
                           [](char32_t c) { return static_cast<char>(c); });
    term.letters = typed(letters);
  } else {
    term.sounds = sounds(term.characters);
  }
  return term;
}

}  // namespace

Result<Query> parse_query(std::string_view text) {
  auto const odd = [] { return refuse(ErrorKind::usage, "search_text"); };
  if (text.size() > Query::bytes_max || !text::is_utf8(text)) {
    return odd();
  }
  // Full-width letters and the ideographic space become what they stand for.
  std::string plain = text::tidy(text);
  std::string_view const wide_space{"　"};
  for (auto at = plain.find(wide_space); at != std::string::npos; at = plain.find(wide_space, at)) {
    plain.replace(at, wide_space.size(), " ");
  }
  Query query;
  std::string_view rest{plain};
  while (!rest.empty()) {
    auto const end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
    if (auto word = characters(rest.substr(0, end)); !word.empty()) {
      query.terms.push_back(term_of(std::move(word)));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return query.terms.size() > Query::terms_max ? Result<Query>{odd()} : Result<Query>{std::move(query)};
}

}  // namespace linquan::search
