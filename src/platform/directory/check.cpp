#include "linquan/directory/check.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::directory {
namespace {

constexpr std::size_t text_bytes_max = 300;
constexpr std::size_t list_max = 50;
constexpr std::size_t food_digits = 14;

/// MOD 11,10 of ISO 7064 over the digits before the last one, which must be its outcome.
bool mod_11_10(std::string_view digits) {
  auto product = 10;
  for (auto const digit : digits.substr(0, digits.size() - 1)) {
    auto const sum = (product + (digit - '0')) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (11 - product) % 10 == digits.back() - '0';
}

tl::unexpected<Error> odd(Field field, std::string const& value) {
  return refuse(ErrorKind::bad_input, "directory_field", {{"field", std::string{name_of(field)}}, {"value", value}});
}

Result<void> check_text(Field field, std::string& text) {
  auto const fits = text.size() <= text_bytes_max && text::is_utf8(text) &&
                    std::ranges::none_of(text, [](char c) { return c >= '\0' && c < ' '; });
  if (!fits) {
    return odd(field, text.substr(0, text_bytes_max));
  }
  text = text::tidy(text);
  return {};
}

Result<void> check_date(Field field, std::string& date, bool whole) {
  if (date.empty()) {
    return {};
  }
  constexpr std::size_t iso_size = 10;
  auto const read = text::date(date);
  if (!read || (whole && read->size() != iso_size)) {
    return odd(field, date);
  }
  date = *read;
  return {};
}

Result<void> check_name(Entry& entry) {
  auto done = check_text(Field::name, entry.name);
  return done && entry.name.empty() ? odd(Field::name, entry.name) : done;
}

Result<void> check_kinds(Entry& entry, kinds::Kinds const& kinds) {
  if (entry.kinds.empty() || entry.kinds.size() > list_max) {
    return odd(Field::kinds, std::to_string(entry.kinds.size()));
  }
  for (auto const& kind : entry.kinds) {
    if (!kinds.find(kind)) {
      return refuse(ErrorKind::bad_input, "directory_kind", {{"kind", kind}});
    }
  }
  std::sort(entry.kinds.begin(), entry.kinds.end());
  entry.kinds.erase(std::unique(entry.kinds.begin(), entry.kinds.end()), entry.kinds.end());
  return {};
}

Result<void> check_services(Entry& entry) {
  if (entry.services.size() > list_max) {
    return odd(Field::services, std::to_string(entry.services.size()));
  }
  for (auto& service : entry.services) {
    if (std::ranges::find(entry.kinds, service.kind) == entry.kinds.end()) {
      return refuse(ErrorKind::bad_input, "directory_kind", {{"kind", service.kind}});
    }
    if (auto done = check_text(Field::services, service.name); !done) {
      return done;
    }
    if (service.name.empty() || service.price_from_fen.value_or(0) < 0) {
      return odd(Field::services, service.name);
    }
  }
  return {};
}

Result<void> check_telephone(Entry& entry) {
  if (entry.telephone.empty()) {
    return {};
  }
  auto const number = text::telephone(entry.telephone);
  if (!number) {
    return refuse(ErrorKind::bad_input, "directory_telephone", {{"value", entry.telephone}});
  }
  entry.telephone = *number;
  return {};
}

Result<void> check_licence(Licence& licence) {
  if (auto done = check_text(Field::licence, licence.number); !done) {
    return done;
  }
  std::ranges::transform(licence.number, licence.number.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (form_of_licence(licence.number) == LicenceForm::wrong) {
    return refuse(ErrorKind::bad_input, "directory_licence", {{"value", licence.number}});
  }
  return check_date(Field::licence, licence.valid_until, true);
}

Result<void> check_inspections(Entry& entry) {
  if (entry.inspections.size() > list_max) {
    return odd(Field::inspections, std::to_string(entry.inspections.size()));
  }
  for (auto& inspection : entry.inspections) {
    auto done = check_date(Field::inspections, inspection.on, true);
    done = done ? check_text(Field::inspections, inspection.found) : done;
    if (!done) {
      return done;
    }
    if (inspection.on.empty()) {
      return odd(Field::inspections, inspection.found);
    }
  }
  std::ranges::stable_sort(entry.inspections, {}, &Inspection::on);
  return {};
}

Result<void> check_places(Entry const& entry) {
  constexpr std::int32_t lon_max = 1'800'000'000;
  constexpr std::int32_t lat_max = 900'000'000;
  auto const on_earth = [](Stand const& stand) {
    return stand.at.lon >= -lon_max && stand.at.lon <= lon_max && stand.at.lat >= -lat_max && stand.at.lat <= lat_max;
  };
  if (entry.stands.size() > list_max || !std::ranges::all_of(entry.stands, on_earth)) {
    return odd(Field::places, std::to_string(entry.stands.size()));
  }
  return {};
}

Result<void> check_field(Entry& entry, Field field, kinds::Kinds const& kinds) {
  switch (field) {
    case Field::name:
      return check_name(entry);
    case Field::kinds:
      return check_kinds(entry, kinds);
    case Field::services:
      return check_services(entry);
    case Field::places:
      return check_places(entry);
    case Field::telephone:
      return check_telephone(entry);
    case Field::address:
      return check_text(field, entry.address);
    case Field::chain:
      return check_text(field, entry.chain);
    case Field::opened:
      return check_date(field, entry.opened, false);
    case Field::rebuilt:
      return check_date(field, entry.rebuilt, false);
    case Field::condition:
      return check_text(field, entry.condition);
    case Field::licence:
      return check_licence(entry.licence);
    case Field::inspections:
      return check_inspections(entry);
    case Field::serving: {
      constexpr kinds::ServingSet all = 7;
      return entry.serving == 0 || entry.serving > all ? odd(field, std::to_string(entry.serving)) : Result<void>{};
    }
    case Field::hours:
    case Field::state:
      return {};
  }
  return {};
}

bool touches(std::span<Field const> fields, Field field) {
  return std::ranges::find(fields, field) != fields.end();
}

}  // namespace

LicenceForm form_of_licence(std::string_view number) {
  if (number.empty()) {
    return LicenceForm::none;
  }
  auto const food = number.starts_with("JY") || number.starts_with("SC");
  if (!food) {
    auto const good = text::check_credit_code(number) == text::LicenceCheck::good;
    return good ? LicenceForm::credit_code : LicenceForm::wrong;
  }
  auto const digits = number.substr(2);
  if (digits.size() != food_digits || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
    return LicenceForm::wrong;
  }
  if (mod_11_10(digits)) {
    return LicenceForm::food;
  }
  return number.starts_with("JY") ? LicenceForm::food_odd : LicenceForm::wrong;
}

Result<Entry> checked(Entry entry, std::span<Field const> fields, kinds::Kinds const& kinds) {
  for (auto const field : fields) {
    if (auto done = check_field(entry, field, kinds); !done) {
      return hand_on(done);
    }
  }
  // A service stands under a kind: who drops the kind drops its services too.
  if (touches(fields, Field::kinds) && !touches(fields, Field::services)) {
    std::erase_if(entry.services, [&](Service const& service) {
      return std::ranges::find(entry.kinds, service.kind) == entry.kinds.end();
    });
  }
  auto const dated = touches(fields, Field::opened) || touches(fields, Field::rebuilt);
  // "2019" and "2019-05" are in order: only what both say is compared.
  auto const common = std::min(entry.opened.size(), entry.rebuilt.size());
  if (dated && entry.rebuilt.substr(0, common) < entry.opened.substr(0, common)) {
    return refuse(ErrorKind::bad_input, "directory_dates", {{"first", entry.opened}, {"second", entry.rebuilt}});
  }
  return entry;
}

}  // namespace linquan::directory
