#include "register_json.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "entry_json.h"
#include "reply.h"

namespace linquan::api {

using Json = nlohmann::ordered_json;

namespace {

Json text_or_null(std::string const& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

/// As much of a cell as is shown: whole characters, at most 200 bytes.
std::string shortened(std::string const& cell) {
  constexpr std::size_t bytes_max = 200;
  auto size = std::min(cell.size(), bytes_max);
  while (size < cell.size() && size > 0 && (static_cast<unsigned char>(cell[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return cell.substr(0, size);
}

/// The sentence of what is odd about one row: of its own where the code's other sentence is about a whole file.
std::string why(std::string const& code, Error::Args const& args, words::Messages const& messages) {
  auto const of_row = "register_row_" + code;
  return messages.say(messages.knows(of_row) ? of_row : code, args);
}

}  // namespace

Json understood_json(tables::Table const& table, registers::Understood const& understood) {
  auto columns = Json::array();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto const& field = understood.fields.at(i);
    columns.push_back({{"column", shortened(table.columns[i])}, {"field", text_or_null(field)}});
  }
  auto faults = Json::array();
  for (auto const& fault : understood.faults) {
    faults.push_back({{"line", fault.line},
                      {"field", text_or_null(fault.field)},
                      {"code", fault.code},
                      {"value", shortened(fault.value)},
                      {"taken", fault.taken}});
  }
  return {{"file", table.file},
          {"sheet", text_or_null(table.sheet)},
          {"encoding", text_or_null(table.encoding)},
          {"columns", std::move(columns)},
          {"rows", understood.rows},
          {"wrong", understood.wrong},
          {"same", understood.same},
          {"added", understood.added},
          {"changed", understood.changed},
          {"unplaced", understood.unplaced},
          {"faults", std::move(faults)},
          {"faults_all", understood.faults_all}};
}

Json register_progress_json(directory::Register const& kept, std::vector<std::uint64_t> const& fates) {
  using directory::RowFate;
  Json object{{"id", std::to_string(kept.id.value())},
              {"made_at", instant_text(kept.made_at)},
              {"expires_at", instant_text(kept.expires_at)},
              {"state", directory::name_of(kept.state)},
              {"parts", kept.parts},
              {"next", kept.next}};
  auto counts = Json::object();
  for (std::size_t i = 0; i < fates.size(); ++i) {
    counts[std::string{directory::name_of(static_cast<RowFate>(i))}] = fates[i];
  }
  object["fates"] = std::move(counts);
  return object;
}

Json register_json(directory::Register const& kept, std::vector<std::uint64_t> const& fates,
                   words::Messages const& messages) {
  auto object = register_progress_json(kept, fates);
  auto& understood = object["understood"];
  understood = kept.understood.empty() ? Json(nullptr) : Json::parse(kept.understood);
  if (understood.is_object()) {
    for (auto& fault : understood["faults"]) {
      auto const value = fault["value"].get<std::string>();
      auto const field = fault["field"].is_null() ? std::string{} : fault["field"].get<std::string>();
      fault["why"] = why(fault["code"], {{"value", value}, {"field", field}, {"kind", value}}, messages);
    }
  }
  return object;
}

Json register_row_json(directory::RegisterRow const& row, directory::Entry const* now, std::chrono::sys_days today,
                       words::Messages const& messages) {
  auto fields = Json::array();
  for (auto const field : row.fields) {
    fields.push_back(directory::name_of(field));
  }
  auto const id = std::to_string(row.outlet.value());
  return {{"line", row.line},
          {"outlet", row.outlet.value() == 0 ? Json(nullptr) : Json(id)},
          {"matched_by", text_or_null(row.matched_by)},
          {"moves", row.moves},
          {"fields", std::move(fields)},
          {"now", now == nullptr ? Json(nullptr) : entry_json(*now, today)},
          {"to", entry_json(row.to, today)},
          {"fate", directory::name_of(row.fate)},
          {"version", row.version == 0 ? Json(nullptr) : Json(row.version)},
          {"refusal", text_or_null(row.refusal)},
          {"why", row.refusal.empty()
                      ? Json(nullptr)
                      : Json(why(row.refusal, {{"version", std::to_string(row.version)}, {"id", id}}, messages))}};
}

}  // namespace linquan::api
