#include "linquan/words/messages.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "expected_words.h"

namespace linquan::words {

extern std::string_view const en_yaml;
extern std::string_view const zh_yaml;

namespace {

/// "n" with "1" and "home|homes": "home"; with any other number "homes".
std::string_view plural_of(std::string_view number, std::string_view forms) {
  auto const bar = std::min(forms.find('|'), forms.size());
  return number == "1" || bar == forms.size() ? forms.substr(0, bar) : forms.substr(bar + 1);
}

/// The word for "planned" of "circle_state"; a list of several, "name, kinds", word by word. What has no word stays as
/// it is.
std::string words_for(std::string_view list, std::string_view values, Messages const& messages) {
  constexpr std::string_view comma = ", ";
  std::string result;
  while (!values.empty()) {
    auto const end = std::min(values.find(comma), values.size());
    auto const value = values.substr(0, end);
    auto const code = "word_" + std::string{list} + "_" + std::string{value};
    result.append(result.empty() ? "" : messages.language() == Language::zh ? "、" : ", ");
    result.append(messages.knows(code) ? messages.say(code) : std::string{value});
    values.remove_prefix(std::min(end + comma.size(), values.size()));
  }
  return result;
}

/// {name} is the argument; {name:one|many} is one of the two words, as the argument is 1 or not; {name:@list} is the
/// argument in the reader's words.
std::string filled(std::string_view sentence, Error::Args const& args, Messages const& messages) {
  std::string result;
  while (true) {
    auto const open = sentence.find('{');
    auto const close = sentence.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      return result.append(sentence);
    }
    auto const place = sentence.substr(open + 1, close - open - 1);
    auto const name = place.substr(0, place.find(':'));
    auto const arg = std::ranges::find(args, name, &Error::Args::value_type::first);
    result.append(sentence.substr(0, open));
    if (arg == args.end()) {
      result.append(sentence.substr(open, close - open + 1));
    } else if (name.size() + 1 < place.size() && place[name.size() + 1] == '@') {
      result.append(words_for(place.substr(name.size() + 2), arg->second, messages));
    } else if (name.size() < place.size()) {
      result.append(plural_of(arg->second, place.substr(name.size() + 1)));
    } else {
      result.append(name == "expected" ? expected_words(arg->second, messages) : arg->second);
    }
    sentence.remove_prefix(close + 1);
  }
}

}  // namespace

std::string Messages::located(std::string_view sentence, Error::Args const& args) const {
  auto const knows_where = [&](std::string_view name) {
    return std::ranges::find(args, name, &Error::Args::value_type::first) != args.end();
  };
  if (sentence.find("{file}") != std::string_view::npos || !knows_where("file") || !knows_where("line")) {
    return {};
  }
  return filled(sentences_.find("located")->second, args, *this);
}

std::optional<Language> language_named(std::string_view name) {
  if (name == "zh" || name.starts_with("zh_") || name.starts_with("zh-")) {
    return Language::zh;
  }
  if (name == "en" || name.starts_with("en_") || name.starts_with("en-")) {
    return Language::en;
  }
  return std::nullopt;
}

Messages::Messages(Language language) : language_{language} {
  auto const catalogue = YAML::Load(std::string{language == Language::zh ? zh_yaml : en_yaml});
  for (auto const& entry : catalogue) {
    sentences_.emplace(entry.first.as<std::string>(), entry.second.as<std::string>());
  }
}

std::string Messages::say(std::string_view code, Error::Args const& args) const {
  if (auto const found = sentences_.find(code); found != sentences_.end()) {
    return located(found->second, args) + filled(found->second, args, *this);
  }
  std::string bare{code};
  for (auto const& [name, value] : args) {
    bare.append(" ").append(name).append("=").append(value);
  }
  return bare;
}

}  // namespace linquan::words
