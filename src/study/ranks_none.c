/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranks_none - a program that is built without MPI has no other processes.
 */
#include "ranks.h"

bool cd_ranks_join(int *rank, int *n)
{
    *rank = 0;
    *n = 1;
    return false;
}

void cd_ranks_leave(int rank, int n, bool others_ended)
{
    (void)rank, (void)n, (void)others_ended;
}

cd_ranks *cd_ranks_new(const cd_point_task *task, int n)
{
    (void)task, (void)n;
    return NULL;
}

void cd_ranks_free(cd_ranks *ranks)
{
    (void)ranks;
}

bool cd_ranks_start(cd_ranks *ranks, cd_point_work work, const cd_points *points)
{
    (void)ranks, (void)work, (void)points;
    return false;
}

cd_point_result *cd_ranks_take(cd_ranks *ranks, double wait_s)
{
    (void)ranks, (void)wait_s;
    return NULL;
}

bool cd_ranks_idle(const cd_ranks *ranks)
{
    (void)ranks;
    return true;
}

size_t cd_ranks_done(const cd_ranks *ranks)
{
    (void)ranks;
    return 0;
}

const char *cd_ranks_error(const cd_ranks *ranks)
{
    (void)ranks;
    return NULL;
}

void cd_ranks_serve(const cd_point_task *task)
{
    (void)task;
}
