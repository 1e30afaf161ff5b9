#include "evaluate_options.h"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include "choices.h"
#include "parse.h"

namespace linquan::cli {
namespace {

constexpr std::uint64_t threads_max = 256;
constexpr std::uint64_t gaps_max = 100'000;
constexpr std::uint64_t sites_max = 1'000;
constexpr std::array<std::string_view, 4> persons_side_by_side{"standard", "elder", "pram", "wheelchair"};

Result<std::vector<persons::Person>> read_persons(std::string const& named) {
  auto const& known = persons::Persons::built_in();
  std::vector<persons::Person> persons;
  if (!named.empty()) {
    auto const* const person = known.find(named);
    if (person == nullptr) {
      return refuse(ErrorKind::usage, "person_unknown", {{"person", named}});
    }
    persons.push_back(*person);
    return persons;
  }
  for (auto const id : persons_side_by_side) {
    persons.push_back(*known.find(id));
  }
  return persons;
}

Result<void> read_reading(ValueOf const& value, EvaluateOptions& options) {
  using standard::Strictness;
  using enum city::AreaLevel;
  if (auto const& text = value("evidence"); !text.empty()) {
    auto strictness = choose("--evidence", text,
                             Choices<Strictness, 2>{{{"seen", Strictness::seen}, {"declared", Strictness::declared}}});
    if (!strictness) {
      return hand_on(strictness);
    }
    options.asked.strictness = *strictness;
  }
  if (auto const& text = value("level"); !text.empty()) {
    auto level = choose("--level", text,
                        Choices<city::AreaLevel, 5>{{{"compound", compound},
                                                     {"community", community},
                                                     {"subdistrict", subdistrict},
                                                     {"district", district},
                                                     {"living_circle", living_circle}}});
    if (!level) {
      return hand_on(level);
    }
    options.asked.level = *level;
  }
  return {};
}

}  // namespace

Result<EvaluateOptions> read_evaluate(ValueOf const& value, std::string_view command) {
  EvaluateOptions options;
  options.standard = value("standard");
  if (options.standard.empty()) {
    return refuse(ErrorKind::usage, "usage_missing", {{"command", std::string{command}}, {"option", "--standard"}});
  }
  auto persons = read_persons(value("person"));
  if (!persons) {
    return hand_on(persons);
  }
  options.asked.persons = std::move(*persons);
  if (auto read = read_reading(value, options); !read) {
    return hand_on(read);
  }
  options.asked.threads = std::max(1U, std::thread::hardware_concurrency());
  if (auto const& text = value("threads"); !text.empty()) {
    auto const threads = parse_number("--threads", text, {1, threads_max});
    if (!threads) {
      return tl::unexpected<Error>{threads.error()};
    }
    options.asked.threads = static_cast<unsigned>(*threads);
  }
  if (auto const& text = value("gaps"); !text.empty()) {
    auto const gaps = parse_number("--gaps", text, {0, gaps_max});
    if (!gaps) {
      return tl::unexpected<Error>{gaps.error()};
    }
    options.gaps = static_cast<std::size_t>(*gaps);
  }
  if (auto const& text = value("sites"); !text.empty()) {
    auto const sites = parse_number("--sites", text, {0, sites_max});
    if (!sites) {
      return tl::unexpected<Error>{sites.error()};
    }
    options.sites = static_cast<std::uint32_t>(*sites);
  }
  if (auto const& scenario = value("scenario"); !scenario.empty()) {
    options.scenario = scenario;
  }
  if (auto const& out = value("out"); !out.empty()) {
    options.out = out;
  }
  options.title = value("title");
  return options;
}

}  // namespace linquan::cli
