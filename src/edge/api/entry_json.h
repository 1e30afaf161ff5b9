#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "body.h"
#include "linquan/base/result.h"
#include "linquan/directory/entry.h"
#include "linquan/directory/outlets.h"

/// Entries of the directory as JSON, and what a body says of one.
namespace linquan::api {

/// An entry with all that may be shown to anybody: not who claimed it, nor by which account it was confirmed.
nlohmann::ordered_json entry_json(directory::Entry const& entry, std::chrono::sys_days today);

/// The fields that take_entry() reads.
inline std::initializer_list<std::string_view> const entry_fields = {
    "name",  "kinds",  "services", "stands",    "ways",    "telephone",  "address",
    "chain", "opened", "rebuilt",  "condition", "licence", "inspections"};

/// Puts what a body says over an entry; a field that is not there stays, one that is null becomes empty. What it means
/// for the directory is checked there.
///
/// usage   what Body refuses; `hours_not_understood`, `choice_unknown`
Result<directory::Entry> take_entry(Body const& body, directory::Entry entry);

/// The list `stands` of a body: places with their hours.
Result<std::vector<directory::Stand>> stands_of(Body const& body);

}  // namespace linquan::api
