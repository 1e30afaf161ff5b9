#include "register_json.h"

#include <cstddef>
#include <utility>

#include "entry_json.h"
#include "reply.h"

namespace linquan::api {

using Json = nlohmann::ordered_json;

Json understood_json(tables::Table const& table, registers::Understood const& understood) {
  auto columns = Json::array();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto const& field = understood.fields.at(i);
    columns.push_back({{"column", table.columns[i]}, {"field", field.empty() ? Json(nullptr) : Json(field)}});
  }
  auto faults = Json::array();
  for (auto const& fault : understood.faults) {
    faults.push_back({{"line", fault.line},
                      {"field", fault.field.empty() ? Json(nullptr) : Json(fault.field)},
                      {"code", fault.code},
                      {"value", fault.value.substr(0, 200)},
                      {"taken", fault.taken}});
  }
  return {{"file", table.file},
          {"sheet", table.sheet.empty() ? Json(nullptr) : Json(table.sheet)},
          {"encoding", table.encoding.empty() ? Json(nullptr) : Json(table.encoding)},
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

Json register_json(directory::Register const& kept, std::vector<std::uint64_t> const& fates) {
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
  object["understood"] = kept.understood.empty() ? Json(nullptr) : Json::parse(kept.understood);
  return object;
}

Json register_row_json(directory::RegisterRow const& row, std::chrono::sys_days today) {
  auto fields = Json::array();
  for (auto const field : row.fields) {
    fields.push_back(directory::name_of(field));
  }
  auto const text_or_null = [](std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"line", row.line},
          {"outlet", row.outlet.value() == 0 ? Json(nullptr) : Json(std::to_string(row.outlet.value()))},
          {"matched_by", text_or_null(row.matched_by)},
          {"moves", row.moves},
          {"fields", std::move(fields)},
          {"to", entry_json(row.to, today)},
          {"fate", directory::name_of(row.fate)},
          {"version", row.version == 0 ? Json(nullptr) : Json(row.version)},
          {"refusal", text_or_null(row.refusal)}};
}

}  // namespace linquan::api
