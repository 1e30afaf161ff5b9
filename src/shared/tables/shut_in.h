#pragma once

namespace linquan::tables {

/// From here on this process has no network, no other program, no other process and no thread more: the kernel answers
/// EPERM. False where that cannot be had.
bool shut_in();

}  // namespace linquan::tables
