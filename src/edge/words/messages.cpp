#include "linquan/words/messages.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace linquan::words {

extern std::string_view const en_yaml;
extern std::string_view const zh_yaml;

namespace {

std::string filled(std::string_view sentence, Error::Args const& args) {
  std::string result;
  while (true) {
    auto const open = sentence.find('{');
    auto const close = sentence.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      return result.append(sentence);
    }
    auto const name = sentence.substr(open + 1, close - open - 1);
    auto const arg = std::ranges::find(args, name, &Error::Args::value_type::first);
    result.append(sentence.substr(0, open));
    result.append(arg == args.end() ? sentence.substr(open, close - open + 1) : std::string_view{arg->second});
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
  return filled(sentences_.find("located")->second, args);
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
    return located(found->second, args) + filled(found->second, args);
  }
  std::string bare{code};
  for (auto const& [name, value] : args) {
    bare.append(" ").append(name).append("=").append(value);
  }
  return bare;
}

}  // namespace linquan::words
