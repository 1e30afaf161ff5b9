#pragma once

#include "linquan/base/id.h"

namespace linquan::identity {

using AccountId = Id<struct AccountTag>;
using SessionId = Id<struct SessionTag>;
using ActId = Id<struct ActTag>;

}  // namespace linquan::identity
