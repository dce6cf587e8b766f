/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * read_case CASE... - reads cases and frees them, for run_reading.py, which counts its instructions.
 */
#include "../../src/cooldown.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        cd_case *cs;
        cd_status status = cd_case_read(argv[i], NULL, &cs);
        for (size_t m = 0; status != CD_NO_MEMORY && m < cd_case_n_messages(cs); m++)
            fputs(cd_case_message(cs, m), stdout);
        if (status != CD_OK)
            return 1;
        cd_case_free(cs);
    }
    return 0;
}
