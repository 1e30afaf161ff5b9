#include "linquan/words/grades_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "linquan/words/figures.h"
#include "linquan/words/gap_text.h"

namespace linquan::words {
namespace {

using standard::LevelScores;
using standard::Score;

LevelScores const* level_of(standard::Scores const& scores, city::AreaLevel level) {
  auto const found = std::ranges::find(scores.levels, level, &LevelScores::level);
  return found == scores.levels.end() || found->areas.empty() ? nullptr : &*found;
}

/// What the grades ask of a list: "15/23"; empty where none does.
std::string threshold(standard::Standard const& standard, std::size_t list) {
  for (auto const& grade : standard.grades) {
    for (auto const& need : grade.needs) {
      if (need.list == list) {
        return fmt::format("{}/{}", need.at_least, standard.lists[list].of);
      }
    }
  }
  return {};
}

std::string spread_line(standard::Standard const& standard, LevelScores const& level, std::size_t list,
                        Messages const& messages) {
  std::vector<std::uint16_t> inside;
  for (auto const& score : level.areas) {
    inside.push_back(score.lists[list].inside);
  }
  std::ranges::sort(inside);
  return messages.say("evaluate_list_areas", {{"list", name_text(standard.lists[list].name, messages.language())},
                                              {"of", fmt::to_string(standard.lists[list].of)},
                                              {"level", level_words(level.level, messages)},
                                              {"low", fmt::to_string(inside.front())},
                                              {"high", fmt::to_string(inside.back())},
                                              {"median", fmt::to_string(inside[(inside.size() - 1) / 2])}});
}

}  // namespace

LevelScores const* graded_level(standard::Scores const& scores) {
  auto const* const circles = level_of(scores, city::AreaLevel::living_circle);
  return circles != nullptr ? circles : level_of(scores, city::AreaLevel::community);
}

std::string grades_text(standard::Standard const& standard, standard::Scores const& scores, Messages const& messages) {
  auto const* const level = graded_level(scores);
  if (standard.grades.empty() || level == nullptr) {
    return {};
  }
  std::string parts;
  auto const add = [&](std::string const& name, auto const& fits) {
    auto const count = std::ranges::count_if(level->areas, fits);
    if (count > 0) {
      parts += (parts.empty() ? "" : messages.say("list_comma")) +
               messages.say("evaluate_grade", {{"grade", name}, {"count", grouped(static_cast<std::uint64_t>(count))}});
    }
  };
  for (std::size_t i = standard.grades.size(); i-- > 0;) {
    add(name_text(standard.grades[i].name, messages.language()),
        [i](Score const& score) { return score.graded.decidable && score.graded.grade == i; });
  }
  add(messages.say("report_grade_none"),
      [](Score const& score) { return score.graded.decidable && !score.graded.grade; });
  add(messages.say("report_grade_undecidable"), [](Score const& score) { return !score.graded.decidable; });
  return messages.say("evaluate_grades", {{"level", level_words(level->level, messages)}, {"grades", parts}});
}

std::vector<std::string> list_lines(standard::Standard const& standard, standard::Scores const& scores,
                                    Messages const& messages) {
  std::vector<std::string> lines;
  auto const* const level = graded_level(scores);
  for (std::size_t i = 0; i < standard.lists.size(); ++i) {
    auto const& list = standard.lists[i];
    auto const name = name_text(list.name, messages.language());
    if (!list.complete()) {
      auto const asked = threshold(standard, i);
      lines.push_back(messages.say("evaluate_list_open", {{"list", name},
                                                          {"asked", asked.empty() ? fmt::to_string(list.of) : asked},
                                                          {"known", fmt::to_string(list.kinds.size())}}));
    } else if (level != nullptr) {
      lines.push_back(spread_line(standard, *level, i, messages));
    } else {
      lines.push_back(messages.say(
          "evaluate_list_city",
          {{"list", name}, {"of", fmt::to_string(list.of)}, {"inside", fmt::to_string(scores.city.lists[i].inside)}}));
    }
  }
  return lines;
}

std::string outside_text(standard::Scores const& scores, city::AreaLevel level, Messages const& messages) {
  std::string text;
  for (auto const one : {level, city::AreaLevel::living_circle}) {
    auto const* const found = level_of(scores, one);
    if (found == nullptr || found->outside.people.all.count == 0 || (!text.empty() && one == level)) {
      continue;
    }
    text += (text.empty() ? "" : "\n") +
            messages.say("evaluate_outside",
                         {{"people", people_text(found->outside.people.all)}, {"level", level_words(one, messages)}});
  }
  return text;
}

}  // namespace linquan::words
