#pragma once

#include "linquan/answers/choices.h"

namespace linquan::cli {

using answers::Choices;
using answers::choose;

}  // namespace linquan::cli
