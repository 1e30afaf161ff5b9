#include "linquan/report/service_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <utility>

#include "cells.h"
#include "linquan/report/svg.h"
#include "linquan/words/figures.h"
#include "page_style.h"

namespace linquan::report {
namespace {

/// What the list adds to the style of all pages: a telephone that stands out, groups that stay with their lines.
constexpr std::string_view list_style = R"css(
.services { font-size: 9pt; line-height: 1.35; }
.services tbody th { padding: 2.5mm 0 0.6mm; font-size: 10.5pt; color: #2f3336; break-after: avoid; }
.services tbody { break-inside: auto; }
.services .name { font-weight: 600; }
.services .telephone { white-space: nowrap; font-weight: 600; font-size: 10pt; }
.services .mark { border: 0.25mm solid #8c3a08; color: #8c3a08; border-radius: 0.9mm; padding: 0 0.8mm;
  font-size: 7.2pt; white-space: nowrap; font-weight: 400; }
@media screen { .services { font-size: 16px; } .services .telephone { font-size: 18px; } }
@media screen and (max-width: 700px) {
  body { padding: 0 16px; }
  .services thead { display: none; }
  .services, .services tbody, .services tr, .services td, .services tbody th { display: block; }
  .services tr { padding: 10px 0; border-bottom: 1px solid #8a9097; }
  .services tbody tr:first-child { border-bottom: 0; padding-bottom: 0; }
  .services td { border: 0; padding: 0; }
  .services td:empty { display: none; }
  .services .name { font-size: 18px; }
  .services .telephone a { display: inline-block; padding: 12px 0; font-size: 20px; }
}
)css";

std::string date_text(std::chrono::year_month_day on) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(on.year()), static_cast<unsigned>(on.month()),
                     static_cast<unsigned>(on.day()));
}

std::string title(ServiceList const& list, words::Messages const& messages) {
  return messages.say("services_title", {{"area", list.area}});
}

std::string line_below(ServiceList const& list, words::Messages const& messages) {
  auto const unconfirmed = std::ranges::count_if(list.lines, &ServiceLine::unconfirmed);
  return messages.say("services_line", {{"city", list.city},
                                        {"code", list.code},
                                        {"date", date_text(list.on)},
                                        {"count", words::grouped(list.lines.size())},
                                        {"unconfirmed", words::grouped(static_cast<std::uint64_t>(unconfirmed))}});
}

/// "(516) 8371-2345" is what people read; a telephone wants the digits alone.
std::string dialled(std::string_view telephone) {
  std::string digits;
  for (auto const c : telephone) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) {
      digits += c;
    } else if (c == ';') {
      break;  // the first of several
    }
  }
  return digits;
}

std::string telephone_html(std::string const& telephone) {
  return telephone.empty() ? std::string{"–"}
                           : fmt::format(R"(<a href="tel:{}">{}</a>)", dialled(telephone), escaped(telephone));
}

std::string joined(std::string const& first, std::string const& second) {
  return first + (first.empty() || second.empty() ? "" : " · ") + second;
}

std::string line_html(ServiceLine const& line, words::Messages const& messages) {
  auto const mark = line.unconfirmed
                        ? fmt::format(R"( <span class="mark">{}</span>)", escaped(messages.say("services_unconfirmed")))
                        : std::string{};
  // What the heading above it says already is not said again.
  auto const kinds = line.kinds == line.group ? std::string{} : line.kinds;
  return fmt::format(
      R"(<tr><td><span class="name">{}</span>{}</td><td>{}</td><td class="telephone">{}</td><td>{}</td><td>{}</td></tr>)"
      "\n",
      escaped(line.name), mark, escaped(joined(joined(kinds, line.services), line.ways)),
      telephone_html(line.telephone), escaped(line.address), escaped(line.hours));
}

/// A word of OSM's hours and the message that says it.
struct Word {
  std::string_view osm;
  std::string_view code;
};
constexpr std::array<Word, 11> hour_words{{{"Mo", "hours_mo"},
                                           {"Tu", "hours_tu"},
                                           {"We", "hours_we"},
                                           {"Th", "hours_th"},
                                           {"Fr", "hours_fr"},
                                           {"Sa", "hours_sa"},
                                           {"Su", "hours_su"},
                                           {"PH", "hours_ph"},
                                           {"SH", "hours_sh"},
                                           {"off", "hours_off"},
                                           {"closed", "hours_off"}}};

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string services_words(city::City const& city, city::Outlet const& outlet, words::Messages const& messages) {
  std::string text;
  for (auto const& service : outlet.services) {
    auto const price = service.price_from_fen ? " " + yuan_words(*service.price_from_fen, messages) : std::string{};
    auto const name =
        service.name.empty() ? words::kind_name(city.kind_ids[service.kind], messages.language()) : service.name;
    text += (text.empty() ? "" : messages.say("list_comma")) + name + price;
  }
  return text;
}

}  // namespace

ServiceLine service_line(city::City const& city, city::Outlet const& outlet, bool unconfirmed,
                         words::Messages const& messages) {
  ServiceLine line;
  for (auto const kind : outlet.kinds) {
    auto const name = words::kind_name(city.kind_ids[kind], messages.language());
    line.group = line.group.empty() ? name : line.group;
    line.kinds += (line.kinds.empty() ? "" : messages.say("list_comma")) + name;
  }
  line.name = outlet.name.empty() ? line.group : outlet.name;
  line.services = services_words(city, outlet, messages);
  line.ways = ways_words(outlet.serving, messages);
  line.telephone = outlet.telephone;
  line.address = outlet.address;
  auto const* const hours =
      outlet.stands.empty() || !outlet.stands.front().hours ? nullptr : &*outlet.stands.front().hours;
  line.hours = hours == nullptr ? outlet.hours_text : hours_words(hours->text(), messages);
  line.unconfirmed = unconfirmed;
  return line;
}

std::string hours_words(std::string_view osm, words::Messages const& messages) {
  if (osm == "24/7") {
    return messages.say("hours_always");
  }
  std::string text;
  for (std::size_t i = 0; i < osm.size();) {
    auto const end = std::find_if_not(osm.begin() + static_cast<std::ptrdiff_t>(i), osm.end(), is_letter);
    auto const word = osm.substr(i, static_cast<std::size_t>(end - osm.begin()) - i);
    if (word.empty()) {
      auto const between_times = osm[i] == '-' && i + 1 < osm.size() && is_digit(osm[i + 1]);
      auto const between_days = osm[i] == '-' && !between_times;
      text += between_times ? std::string{"–"} : between_days ? messages.say("hours_to") : std::string{osm[i]};
      ++i;
      continue;
    }
    auto const* const found = std::ranges::find(hour_words, word, &Word::osm);
    text += found == hour_words.end() ? std::string{word} : messages.say(found->code);
    i += word.size();
  }
  return text;
}

std::string ways_words(kinds::ServingSet ways, words::Messages const& messages) {
  std::string text;
  for (auto const& [way, code] : {std::pair{kinds::Serving::at_home, "services_at_home"},
                                  std::pair{kinds::Serving::by_telephone, "services_by_telephone"}}) {
    if ((ways & static_cast<kinds::ServingSet>(way)) != 0) {
      text = joined(text, messages.say(code));
    }
  }
  return text;
}

std::string yuan_words(std::int64_t fen, words::Messages const& messages) {
  auto const whole = fen % 100 == 0;
  auto const yuan = whole ? fmt::format("{}", fen / 100) : fmt::format("{}.{:02}", fen / 100, fen % 100);
  return messages.say("services_price", {{"yuan", yuan}});
}

tables::Sheet services_sheet(ServiceList const& list, words::Messages const& messages) {
  Head head{messages, "services_sheet"};
  for (auto const* const column :
       {"services_kind", "services_name", "services_kinds", "services_services", "services_ways", "services_telephone",
        "services_address", "services_hours", "services_confirmed"}) {
    head.text(column);
  }
  auto sheet = std::move(head.sheet);
  sheet.look->titles = {title(list, messages), line_below(list, messages)};
  sheet.look->frozen_columns = 2;
  for (auto const& line : list.lines) {
    sheet.rows.push_back({cell(line.group), cell(line.name), cell(line.kinds), cell(line.services), cell(line.ways),
                          cell(line.telephone), cell(line.address), cell(line.hours),
                          line.unconfirmed ? cell(messages.say("services_unconfirmed")) : tables::Value{}});
  }
  return sheet;
}

std::string services_style() {
  return std::string{page_style} + std::string{list_style};
}

std::string services_page(ServiceList const& list, words::Messages const& messages, std::string_view style) {
  auto const language = messages.language() == words::Language::zh ? "zh-CN" : "en";
  auto const look = style.empty() ? fmt::format("<style>{}</style>", services_style())
                                  : fmt::format("<link rel=\"stylesheet\" href=\"{}\">", style);
  auto html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>{}</title>{}</head><body>\n<header><p>{}</p><h1>{}</h1></header>\n",
      language, escaped(title(list, messages)), look, escaped(line_below(list, messages)),
      escaped(title(list, messages)));
  if (list.lines.empty()) {
    return html + fmt::format("<p>{}</p></body></html>\n", escaped(messages.say("services_none")));
  }
  html += "<table class=\"services\"><thead><tr>";
  for (auto const* const code :
       {"services_name", "services_services", "services_telephone", "services_address", "services_hours"}) {
    html += fmt::format("<th>{}</th>", escaped(messages.say(code)));
  }
  html += "</tr></thead>\n";
  std::string_view group;
  auto open = false;
  for (auto const& line : list.lines) {
    if (!open || line.group != group) {
      html += open ? "</tbody>\n" : "";
      html += fmt::format("<tbody><tr><th colspan=\"5\">{}</th></tr>\n", escaped(line.group));
      group = line.group;
      open = true;
    }
    html += line_html(line, messages);
  }
  return html +
         fmt::format("</tbody></table>\n<footer>{}</footer></body></html>\n", escaped(messages.say("services_foot")));
}

}  // namespace linquan::report
