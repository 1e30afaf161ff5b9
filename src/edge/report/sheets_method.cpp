#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "cells.h"
#include "linquan/reach/catchment.h"
#include "linquan/report/phrases.h"
#include "linquan/report/sheets.h"
#include "linquan/standard/evidence.h"
#include "linquan/walk/street_of.h"
#include "linquan/words/gap_text.h"
#include "linquan/words/shift_text.h"
#include "linquan/words/source_text.h"

namespace linquan::report {
namespace {

/// People whose need a rule is, by what is known of its kinds where they live.
std::array<Millipersons, 3> people_by_basis(Subject const& subject, standard::Evidence const& evidence,
                                            standard::Rule const& rule) {
  std::vector<kinds::KindIndex> asked;
  for (auto const& id : rule.kinds) {
    auto const found = std::ranges::find(subject.city.kind_ids, id);
    if (found != subject.city.kind_ids.end()) {
      asked.push_back(static_cast<kinds::KindIndex>(found - subject.city.kind_ids.begin()));
    }
  }
  std::array<Millipersons, 3> people{};
  for (std::size_t home = 0; home < subject.city.homes.size(); ++home) {
    auto const basis = asked.size() == rule.kinds.size() ? evidence.basis(asked, home) : standard::Basis::none;
    people.at(static_cast<std::size_t>(basis)) += reach::people_of(subject.city.homes[home].people, rule.people);
  }
  return people;
}

std::string age_or_all(standard::Rule const& rule, Subject const& subject) {
  return age_text(rule.people, subject.messages);
}

void add_note(tables::Sheet& sheet, words::Messages const& messages, std::string_view code) {
  sheet.rows.push_back({messages.say("report_note"), tables::Value{}, tables::Value{}, messages.say(code)});
}

}  // namespace

tables::Sheet outlets_sheet(Subject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_outlets"};
  head.text("report_outlet").text("report_kinds").text("report_address").text("report_telephone");
  head.text("report_community").text("report_longitude").text("report_latitude").text("report_source_of");
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 1;
  for (auto const& outlet : subject.city.outlets) {
    std::vector<std::string> ids;
    for (auto const kind : outlet.kinds) {
      ids.push_back(subject.city.kind_ids[kind]);
    }
    auto const placed = !outlet.stands.empty();
    auto const degrees = [](std::int32_t units) { return tables::Value{static_cast<double>(units) / 1e7}; };
    sheet.rows.push_back({words::outlet_name(subject.city, outlet.id, messages), kind_names(ids, messages),
                          cell(outlet.address), cell(outlet.telephone),
                          outlet.community == walk::none ? tables::Value{} : cell(area_name(outlet.community, subject)),
                          placed ? degrees(outlet.stands.front().at.lon) : tables::Value{},
                          placed ? degrees(outlet.stands.front().at.lat) : tables::Value{},
                          outlet.sources.empty() ? tables::Value{} : cell(outlet.sources.front())});
  }
  return sheet;
}

std::string site_name(Subject const& subject, siting::Spot const& spot) {
  return spot.name.empty() ? walk::street_of(subject.city.streets, spot.access) : spot.name;
}

tables::Value cost_cell(std::int64_t fen) {
  return fen == 0 ? tables::Value{} : tables::Value{static_cast<double>(fen) / 100};
}

tables::Sheet sites_sheet(Subject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_sites"};
  head.whole("report_rank").text("report_site").text("report_kinds").whole("report_people_gained");
  head.whole("site_column_weighted").whole("report_cost").text("report_longitude").text("report_latitude");
  auto sheet = std::move(head.sheet);
  for (auto const& proposal : subject.sites->plan.proposals) {
    auto const& want = subject.sites->wants[proposal.want];
    auto const degrees = [](std::int32_t units) { return tables::Value{static_cast<double>(units) / 1e7}; };
    sheet.rows.push_back(
        {cell(std::uint64_t{sheet.rows.size() + 1}), cell(site_name(subject, proposal.spot)),
         kind_names(std::span{want.kinds}.first(std::min<std::size_t>(1, want.kinds.size())), messages),
         cell(proposal.people), cell(Millipersons{proposal.gained}), cost_cell(proposal.cost),
         degrees(proposal.spot.at.lon), degrees(proposal.spot.at.lat)});
  }
  return sheet;
}

tables::Sheet method_sheet(Subject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_method"};
  head.whole("report_rule_number").text("report_rule").text("report_kinds").text("report_demand").text("report_limit");
  head.whole("report_count").text("report_walker").text("report_who").whole("report_weight").text("report_clause");
  head.text("report_mark").whole("report_basis_declared").whole("report_basis_seen").whole("report_basis_none");
  head.text("report_size");
  auto sheet = std::move(head.sheet);
  sheet.look->frozen_columns = 2;
  standard::Evidence const evidence{subject.city, subject.evaluation.strictness};
  for (std::size_t i = 0; i < subject.standard().rules.size(); ++i) {
    auto const& rule = subject.standard().rules[i];
    auto const basis = people_by_basis(subject, evidence, rule);
    sheet.rows.push_back({cell(std::uint64_t{i + 1}), rule_name(rule, messages), kind_names(rule.kinds, messages),
                          demand_text(rule.demand, messages), words::limit_words(rule.limit, rule.unit, messages),
                          cell(std::uint64_t{rule.count}), walker_text(rule, messages), age_or_all(rule, subject),
                          std::int64_t{rule.weight}, cell(words::source_text(rule.source, messages)),
                          mark_text(rule.source.mark, messages), cell(basis[0]), cell(basis[1]), cell(basis[2]),
                          cell(rule.size)});
  }
  return sheet;
}

tables::Sheet sources_sheet(Subject const& subject) {
  auto const& messages = subject.messages;
  Head head{messages, "report_sheet_sources"};
  head.text("report_what").text("report_file").text("report_date").text("report_told");
  auto sheet = std::move(head.sheet);
  for (auto const& input : subject.city.inputs) {
    sheet.rows.push_back({messages.say("report_input", {{"role", role_text(input, messages)}}), cell(input.name),
                          cell(input.date), cell(attribution_text(input, messages))});
  }
  for (auto const& [reason, count] : subject.city.report.skipped) {
    sheet.rows.push_back({messages.say("report_left_out"), tables::Value{}, tables::Value{},
                          fmt::format("{}: {}", messages.say(reason), count)});
  }
  sheet.rows.push_back({messages.say("report_not_joined"), tables::Value{}, tables::Value{},
                        fmt::to_string(subject.findings().not_joined.size())});
  for (auto const* const code : {"report_means_needs", "report_means_bounds", "report_means_share",
                                 "report_means_headline", "report_means_unknown", "report_means_walk"}) {
    add_note(sheet, messages, code);
  }
  return sheet;
}

}  // namespace linquan::report
