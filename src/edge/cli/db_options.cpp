#include "db_options.h"

#include <algorithm>
#include <array>
#include <utility>

#include "options_of.h"

namespace linquan::cli {
namespace {

using Action = DbOptions::Action;

constexpr std::array<std::pair<std::string_view, Action>, 4> actions{
    {{"check", Action::check}, {"backup", Action::backup}, {"restore", Action::restore}, {"migrate", Action::migrate}}};

/// The option that names the copy; empty where the action has none.
std::string_view copy_option(Action action) {
  switch (action) {
    case Action::backup:
      return "out";
    case Action::restore:
      return "from";
    case Action::check:
    case Action::migrate:
      return {};
  }
  return {};
}

}  // namespace

Result<DbOptions> read_db(std::function<std::string const&(std::string_view)> const& value) {
  DbOptions options;
  auto const& text = value("action");
  auto const* const found = std::ranges::find(actions, std::string_view{text}, &decltype(actions)::value_type::first);
  if (found == actions.end()) {
    return refuse(ErrorKind::usage, "usage_one_of",
                  {{"name", "ACTION"}, {"text", text}, {"choices", "check, backup, restore, migrate"}});
  }
  options.action = found->second;
  if (value("db").empty()) {
    return tl::unexpected<Error>{missing("db", "--db")};
  }
  auto url = store::parse_url(value("db"));
  if (!url) {
    return hand_on(url);
  }
  options.db = std::move(*url);
  if (auto const option = copy_option(options.action); !option.empty()) {
    if (value(option).empty()) {
      return tl::unexpected<Error>{missing("db", "--" + std::string{option})};
    }
    options.copy = value(option);
  }
  return options;
}

}  // namespace linquan::cli
