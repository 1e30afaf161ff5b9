#pragma once

#include "groups.h"

namespace linquan::reach {

/// The same table as by groups of homes, searched back from the outlets: better where they are few.
Table from_outlets(Task const& task, Progress& progress);

}  // namespace linquan::reach
