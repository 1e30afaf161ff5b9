#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "commands.h"
#include "kind_names.h"
#include "linquan/kinds/kinds.h"
#include "linquan/siting/wants.h"
#include "linquan/standard/survey.h"
#include "measure.h"
#include "opened.h"
#include "parse.h"
#include "site_told.h"
#include "siting_inputs.h"

namespace linquan::cli {
namespace {

Result<std::vector<std::string>> kind_ids(std::string_view option, std::string const& text, city::City const& city) {
  auto const kinds = parse_kinds(option, text, city);
  if (!kinds) {
    return tl::unexpected<Error>{kinds.error()};
  }
  std::vector<std::string> ids(kinds->size());
  std::ranges::transform(*kinds, ids.begin(), [&](auto kind) { return city.kind_ids[kind]; });
  return ids;
}

/// The want that a word of --cost or --weights names.
Result<siting::Want*> want_named(std::string_view option, std::string const& word, city::City const& city,
                                 std::vector<siting::Want>& wants) {
  auto const ids = kind_ids(option, word, city);
  if (!ids) {
    return tl::unexpected<Error>{ids.error()};
  }
  auto const found = std::ranges::find(wants, *ids, &siting::Want::kinds);
  if (found == wants.end()) {
    return refuse(ErrorKind::usage, "site_not_wanted", {{"name", std::string{option}}, {"word", word}});
  }
  return &*found;
}

/// The rule of --standard and --rule: what it asks for, and who walks.
Result<void> take_rule(SiteOptions const& options, siting::SiteRequest& request) {
  auto const standard = standard::load(options.standard, kinds::Kinds::built_in());
  if (!standard) {
    return tl::unexpected<Error>{standard.error()};
  }
  auto const rule = std::ranges::find(standard->rules, options.rule, &standard::Rule::id);
  if (rule == standard->rules.end()) {
    std::vector<std::string> ids;
    std::ranges::transform(standard->rules, std::back_inserter(ids), &standard::Rule::id);
    return refuse(
        ErrorKind::usage, "site_rule_unknown",
        {{"rule", options.rule}, {"standard", standard->id}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  auto want = siting::want_of(*rule);
  if (!want) {
    return refuse(ErrorKind::usage, "site_rule_more", {{"rule", options.rule}});
  }
  want->weight = 1;
  request.wants = {*std::move(want)};
  request.walker = standard::walker_of(*rule, options.common.walker.person);
  return {};
}

/// Each word of --kind is a want of its own.
Result<std::vector<siting::Want>> wants_of(SiteOptions const& options, city::City const& city) {
  std::vector<siting::Want> wants;
  auto const words = parse_words(options.common.kinds);
  if (words.empty()) {
    return refuse(ErrorKind::usage, "kind_none", {{"name", "--kind"}});
  }
  for (auto const& word : words) {
    auto ids = kind_ids("--kind", word, city);
    if (!ids) {
      return hand_on(ids);
    }
    auto const limit = limit_of(options.common, ids->front());
    if (std::ranges::find(wants, *ids, &siting::Want::kinds) == wants.end()) {
      wants.push_back({*std::move(ids), limit, options.common.people, 1, std::nullopt});
    }
  }
  return wants;
}

Result<void> price(SiteOptions const& options, city::City const& city, std::vector<siting::Want>& wants) {
  for (auto const& [word, fen] : options.costs) {
    if (word.empty()) {
      std::ranges::for_each(wants, [fen = fen](siting::Want& want) { want.cost = want.cost.value_or(fen); });
      continue;
    }
    auto const want = want_named("--cost", word, city, wants);
    if (!want) {
      return tl::unexpected<Error>{want.error()};
    }
    (*want)->cost = fen;
  }
  return {};
}

Result<void> weigh(SiteOptions const& options, city::City const& city, siting::SiteRequest& request) {
  for (auto const& [word, weight] : options.weights) {
    if (word == "0-14") {
      request.ages.age_0_14 = weight;
    } else if (word == "60") {
      request.ages.age_60 = weight;
      request.ages.age_70 = weight;  // unless "70", which comes later, says otherwise
    } else if (word == "70") {
      request.ages.age_70 = weight;
    } else {
      auto const want = want_named("--weights", word, city, request.wants);
      if (!want) {
        return tl::unexpected<Error>{want.error()};
      }
      (*want)->weight = weight;
    }
  }
  return {};
}

Result<siting::SiteRequest> request_of(SiteOptions const& options, city::City const& city) {
  siting::SiteRequest request;
  request.walker = options.common.walker;
  if (options.rule.empty()) {
    auto wants = wants_of(options, city);
    if (!wants) {
      return hand_on(wants);
    }
    request.wants = *std::move(wants);
  } else if (auto taken = take_rule(options, request); !taken) {
    return hand_on(taken);
  }
  if (auto priced = price(options, city, request.wants); !priced) {
    return hand_on(priced);
  }
  if (auto weighed = weigh(options, city, request); !weighed) {
    return hand_on(weighed);
  }
  auto spots = spots_asked(options.common, city, !city.candidates.empty());
  if (!spots) {
    return hand_on(spots);
  }
  request.spots = *std::move(spots);
  if (!options.take_on.empty()) {
    auto take_on = kind_ids("--take-on", options.take_on, city);
    if (!take_on) {
      return hand_on(take_on);
    }
    request.spots.take_on = *std::move(take_on);
  }
  request.budget = options.budget;
  request.spacing = options.spacing;
  request.spacing_to_outlets = options.spacing_to_outlets;
  request.persons_per_capacity = options.persons_per_capacity;
  request.solve = options.common.solve;
  return request;
}

}  // namespace

Result<void> run_site(SiteOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  if (auto fit = check_targets(options.common); !fit) {
    return fit;
  }
  auto const town = open_town(options.common.city, options.common.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  tell_of_streets_left_out(*town, console);
  auto const& city = town->city();
  auto const request = request_of(options, city);
  if (!request) {
    return tl::unexpected<Error>{request.error()};
  }
  auto const plan = siting::plan_sites(city, *request, progress);
  if (!plan) {
    return tl::unexpected<Error>{plan.error()};
  }
  Sited const sited{city, *request, *plan};
  if (options.common.out) {
    if (auto written = write_sites(*options.common.out, sited, console.messages); !written) {
      return written;
    }
  }
  if (!console.json) {
    std::fputs(text_of(sited, console.messages).c_str(), console.out);
    return {};
  }
  auto object = json_of(sited, console.messages);
  object["seconds"] = watch.seconds();
  object["peak_memory_bytes"] = peak_memory_bytes();
  std::fputs((object.dump() + "\n").c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
