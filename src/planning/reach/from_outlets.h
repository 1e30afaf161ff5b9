#pragma once

#include "groups.h"

namespace linquan::reach {

/// The same table as by groups of homes, searched back from the outlets: better where they are few.
Table from_outlets(Task const& task, Progress& progress);

/// Whether that costs less than the groups, judged by what a few of the sites reach.
bool from_outlets_pays(Task const& task);

}  // namespace linquan::reach
