#pragma once

#include <string>

#include "linquan/answers/circle.h"
#include "messages.h"

namespace linquan::cli {

using answers::CircleReport;
using answers::ClienteleReport;

/// A short table: kind, count, nearest; one that is missing says so.
std::string text_of(CircleReport const& report, Messages const& messages);
std::string text_of(ClienteleReport const& report, Messages const& messages);

}  // namespace linquan::cli
