#include "qml.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "home_needs.h"
#include "linquan/report/svg.h"
#include "needs_words.h"
#include "palette.h"

namespace linquan::report {
namespace {

using Properties = std::vector<std::pair<std::string_view, std::string>>;

/// "#2b6a99" as "43,106,153,255".
std::string rgba(std::string_view colour, int alpha = 255) {
  auto const part = [&](std::size_t at) { return std::stoi(std::string{colour.substr(at, 2)}, nullptr, 16); };
  return fmt::format("{},{},{},{}", part(1), part(3), part(5), alpha);
}

std::string symbol(std::string_view type, std::string_view layer, std::size_t name, Properties const& properties,
                   std::string_view more = {}) {
  auto text = fmt::format(
      R"(<symbol type="{}" name="{}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="{}" enabled="1" pass="0" locked="0"><Option type="Map">)",
      type, name, layer);
  for (auto const& [key, value] : properties) {
    fmt::format_to(std::back_inserter(text), R"(<Option type="QString" name="{}" value="{}"/>)", key, escaped(value));
  }
  text += "</Option>";
  // QGIS before 3.18 reads these.
  for (auto const& [key, value] : properties) {
    fmt::format_to(std::back_inserter(text), R"(<prop k="{}" v="{}"/>)", key, escaped(value));
  }
  return text.append(more).append("</layer></symbol>");
}

std::string marker(std::size_t name, std::string_view shape, std::string_view colour, std::string_view rim, double size,
                   std::string_view more = {}) {
  return symbol("marker", "SimpleMarker", name,
                {{"name", std::string{shape}},
                 {"color", rgba(colour)},
                 {"outline_color", rgba(rim)},
                 {"outline_width", "0.2"},
                 {"outline_width_unit", "MM"},
                 {"size", fmt::format("{}", size)},
                 {"size_unit", "MM"}},
                more);
}

/// The marker upside down.
std::string turned(std::string text) {
  constexpr std::string_view first_property = R"(<Option type="Map">)";
  text.insert(text.find(first_property) + first_property.size(),
              R"(<Option type="QString" name="angle" value="180"/>)");
  return text;
}

std::string fill(std::size_t name, std::string_view colour, std::string_view pattern) {
  return symbol("fill", "SimpleFill", name,
                {{"color", rgba(colour, 200)},
                 {"style", std::string{pattern}},
                 {"outline_color", rgba("#ffffff")},
                 {"outline_width", "0.3"},
                 {"outline_width_unit", "MM"}});
}

std::string document(std::string_view renderer, std::string_view labels = {}) {
  return fmt::format(
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      "<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"{}\">{}{}</qgis>\n",
      labels.empty() ? 0 : 1, renderer, labels);
}

/// Rules with their symbols; each one is a filter and what the legend says.
std::string by_rules(std::vector<std::pair<std::string, std::string>> const& rules, std::string_view symbols) {
  std::string text =
      R"(<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0"><rules key="{00000000-0000-4000-8000-000000000000}">)";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    fmt::format_to(std::back_inserter(text),
                   R"(<rule key="{{00000000-0000-4000-8000-{:012}}}" symbol="{}" filter="{}" label="{}"/>)", i + 1, i,
                   escaped(rules[i].first), escaped(rules[i].second));
  }
  return text.append("</rules><symbols>").append(symbols).append("</symbols></renderer-v2>");
}

/// The classes of needs as filters on a share, best first.
std::vector<std::pair<std::string, std::string>> needs_rules(words::Messages const& messages) {
  std::array<std::string, needs_classes> const filters{
      fmt::format("\"needs_met_share\" >= {}", pass_mark),
      fmt::format("\"needs_met_share\" >= {} AND \"needs_met_share\" < {}", class_middle, pass_mark),
      fmt::format("\"needs_met_share\" >= {} AND \"needs_met_share\" < {}", class_low, class_middle),
      fmt::format("\"needs_met_share\" < {}", class_low), "\"needs_met_share\" IS NULL"};
  std::vector<std::pair<std::string, std::string>> rules;
  for (std::size_t i = 0; i < needs_classes; ++i) {
    rules.emplace_back(filters.at(i), class_text(static_cast<NeedsClass>(i), messages));
  }
  return rules;
}

/// Shares in ranges that meet at the pass mark.
std::string graduated(std::string_view symbols, words::Messages const& messages) {
  struct Range {
    double low;
    double high;
    NeedsClass served;
  };
  constexpr std::array<Range, 4> ranges{{{pass_mark, 1, NeedsClass::passed},
                                         {class_middle, pass_mark, NeedsClass::near},
                                         {class_low, class_middle, NeedsClass::far},
                                         {0, class_low, NeedsClass::farthest}}};
  std::string text =
      R"(<renderer-v2 type="graduatedSymbol" attr="needs_met_share" graduatedMethod="GraduatedColor" symbollevels="0" enableorderby="0" forceraster="0"><ranges>)";
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    fmt::format_to(std::back_inserter(text),
                   R"(<range symbol="{}" lower="{:.6f}" upper="{:.6f}" label="{}" render="true"/>)", i,
                   ranges.at(i).low, ranges.at(i).high, escaped(class_text(ranges.at(i).served, messages)));
  }
  return text.append("</ranges><symbols>").append(symbols).append("</symbols></renderer-v2>");
}

std::string labels(std::string_view field, double size) {
  return fmt::format(
      R"(<labeling type="simple"><settings><text-style fieldName="{}" fontSize="{}" fontSizeUnit="Point" textColor="{}" isExpression="0"><text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255"/></text-style><placement placement="1" dist="0"/><rendering scaleVisibility="0" obstacle="1" drawLabels="1"/></settings></labeling>)",
      field, size, rgba(palette::ink));
}

}  // namespace

std::string homes_style(words::Messages const& messages) {
  auto const symbols = marker(0, "circle", palette::met_pale, palette::met, 1.4) +
                       marker(1, "square", palette::unmet_pale, "#9a6a2f", 1.7) +
                       marker(2, "square", palette::unmet, "#7a430f", 2.1) +
                       marker(3, "diamond", palette::unmet_dark, "#ffffff", 2.8) +
                       marker(4, "cross2", palette::unknown, palette::unknown, 1.4);
  return document(by_rules(needs_rules(messages), symbols));
}

std::string areas_style(words::Messages const& messages) {
  auto const symbols = fill(0, palette::met_pale, "solid") + fill(1, palette::unmet_pale, "solid") +
                       fill(2, palette::unmet, "solid") + fill(3, palette::unmet_dark, "solid");
  return document(graduated(symbols, messages), labels("name", 8));
}

std::string gaps_style(words::Messages const& messages) {
  // As large as its people: the area of the symbol counts.
  std::string_view const size =
      R"(<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="size"><Option type="bool" name="active" value="true"/><Option type="QString" name="expression" value="1.5 + sqrt(&quot;people&quot;) / 12"/><Option type="int" name="type" value="3"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data_defined_properties>)";
  auto const symbols = marker(0, "circle", palette::unmet_dark, "#ffffff", 3, size) +
                       marker(1, "square", palette::unmet, "#ffffff", 3, size) +
                       marker(2, "triangle", palette::unmet_pale, "#9a6a2f", 3, size);
  return document(by_rules({{"\"demand\" = 'must'", messages.say("report_demand_must")},
                            {"\"demand\" = 'should'", messages.say("report_demand_should")},
                            {"\"demand\" = 'upgrade'", messages.say("report_demand_upgrade")}},
                           symbols));
}

std::string outlets_style(words::Messages const& messages) {
  return document(by_rules(
      {{"\"kinds\" LIKE '%;%'", messages.say("report_outlet_many")},
       {"\"kinds\" NOT LIKE '%;%'", messages.say("report_outlet_one")}},
      marker(0, "pentagon", "#ffffff", palette::ink, 2) + marker(1, "circle", "#ffffff", palette::quiet, 1.4)));
}

std::string sites_style(words::Messages const& messages) {
  return document(by_rules({{"TRUE", messages.say("report_site")}}, marker(0, "star", palette::met, "#ffffff", 4.5)),
                  labels("rank", 9));
}

std::string changed_areas_style(words::Messages const& messages) {
  auto const symbols = fill(0, palette::met, "solid") + fill(1, palette::met_pale, "solid") +
                       fill(2, palette::unmet_dark, "solid") + fill(3, palette::unmet_pale, "solid") +
                       fill(4, palette::ground, "solid");
  auto const most = fmt::format("{}", points_much);
  return document(by_rules({{"\"difference\" >= " + most, messages.say("report_points_up_much")},
                            {"\"difference\" > 0 AND \"difference\" < " + most, messages.say("report_points_up")},
                            {"\"difference\" <= -" + most, messages.say("report_points_down_much")},
                            {"\"difference\" < 0 AND \"difference\" > -" + most, messages.say("report_points_down")},
                            {"\"difference\" = 0 OR \"difference\" IS NULL", messages.say("report_points_same")}},
                           symbols),
                  labels("name", 8));
}

std::string changed_homes_style(words::Messages const& messages) {
  auto const symbols = marker(0, "triangle", palette::met, "#ffffff", 2.6) +
                       turned(marker(1, "triangle", palette::unmet_dark, "#ffffff", 2.6)) +
                       marker(2, "diamond", palette::unknown, palette::ink, 2.6);
  return document(by_rules({{"\"change\" = 'gained'", messages.say("report_home_gained")},
                            {"\"change\" = 'lost'", messages.say("report_home_lost")},
                            {"\"change\" = 'both'", messages.say("report_home_both")}},
                           symbols));
}

std::string changed_outlets_style(words::Messages const& messages) {
  auto const symbols = marker(0, "star", palette::met, "#ffffff", 4) +
                       marker(1, "cross2", palette::unmet_dark, palette::unmet_dark, 3.2) +
                       marker(2, "pentagon", palette::met, "#ffffff", 3.2) +
                       marker(3, "pentagon", "#ffffff", palette::unmet_dark, 3.2) +
                       marker(4, "square", "#ffffff", palette::ink, 2.4);
  return document(by_rules({{"\"change\" = 'opened'", messages.say("change_opened")},
                            {"\"change\" = 'closed'", messages.say("change_closed")},
                            {"\"change\" = 'moved_here'", messages.say("report_moved_here")},
                            {"\"change\" = 'moved_away'", messages.say("report_moved_away")},
                            {"\"change\" = 'offers'", messages.say("change_offers")}},
                           symbols),
                  labels("name", 8));
}

}  // namespace linquan::report
