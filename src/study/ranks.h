/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranks - the points of a sweep computed by other processes, on other machines if need be (MPI). Process 0 hands points
 * out in small batches and writes the store; every other process has read the same case and computes. Built with
 * -Dmpi=true (ranks_mpi.c); without it (ranks_none.c) there are none.
 */
#ifndef CD_STUDY_RANKS_H
#define CD_STUDY_RANKS_H

#include "sweep_impl.h"

/* Joins the processes of this job. False when the program is built without MPI, or MPI cannot be started. */
bool cd_ranks_join(int *rank, int *n);

/* Process 0: ends the others, unless cd_ranks_free has. All: leaves MPI. To be called once after cd_ranks_join. */
void cd_ranks_leave(int rank, int n, bool others_ended);

/* Process 0, in the place of the threads of cd_workers. */
typedef struct cd_ranks cd_ranks;
cd_ranks *cd_ranks_new(const cd_point_task *task, int n); /* NULL: no memory */
void cd_ranks_free(cd_ranks *ranks); /* ends the others, after the point that each is at; accepts NULL */
bool cd_ranks_start(cd_ranks *ranks, cd_point_work work, const cd_points *points);
cd_point_result *cd_ranks_take(cd_ranks *ranks, double wait_s);
bool cd_ranks_idle(const cd_ranks *ranks);
size_t cd_ranks_done(const cd_ranks *ranks);
const char *cd_ranks_error(const cd_ranks *ranks);

/* The others: computes what it is given until it is told to end. */
void cd_ranks_serve(const cd_point_task *task);

#endif
