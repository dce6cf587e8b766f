/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vary - the same case again with other values, without its file: the parsed text is shared, only the sections are read
 * anew, and materials and cooler maps that were read before are used again.
 *
 *     cd_stock *stock = cd_stock_new(base);           one per thread
 *     cd_case_vary(base, stock, &choice, &cs);        as often as wanted
 *     ... a run of cs ...
 *     cd_case_free(cs);                               before the next cd_case_vary with this stock
 */
#ifndef CD_CASE_VARY_H
#define CD_CASE_VARY_H

#include "case.h"

/* Materials, coolers, heat capacities of nodes and units that one thread keeps between variants of one case. Not shared
 * between threads: what is read into it grows an arena. */
typedef struct cd_stock cd_stock;
cd_stock *cd_stock_new(const cd_case *base); /* NULL: no memory */
void cd_stock_free(cd_stock *stock);         /* accepts NULL */

typedef struct {
    const char *const *overrides; /* "bus.area=6 cm^2", after those that the base was read with */
    size_t n_overrides;
    const char *const *measures; /* the [measure] sections to keep; NULL: all */
    size_t n_measures;
    bool plots; /* read [plot] sections too: their files are read each time */
} cd_variant;

/* As cd_case_read. The variant refers to the text of `base` and to the stock, which must outlive it. */
cd_status cd_case_vary(const cd_case *base, cd_stock *stock, const cd_variant *variant, cd_case **out);

#endif
