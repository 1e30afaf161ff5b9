#pragma once

#include "linquan/store/jobs.h"
#include "value.h"

namespace linquan::store {

/// The columns that job_of() takes first, in its order, from the table `jobs`: "ntttnntnn".
#define LINQUAN_JOB_COLUMNS                                                                             \
  "jobs.id, jobs.sort, jobs.body, jobs.state, jobs.attempts, jobs.progress, jobs.result, jobs.due_at, " \
  "jobs.cancel_asked"
Job job_of(Row const& row);

}  // namespace linquan::store
