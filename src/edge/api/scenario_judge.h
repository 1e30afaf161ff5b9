#pragma once

#include <memory>

#include "linquan/standard/live.h"
#include "linquan/tiles/judge.h"

namespace linquan::api {

/// What a state of an evaluation says, in the form in which tiles ask.
std::shared_ptr<tiles::Judge const> judge_of(standard::Live live);

}  // namespace linquan::api
