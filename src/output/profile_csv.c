/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile_csv - see profile_csv.h. Twelve digits: closed solutions are read back from it to 1e-8.
 */
#include "profile_csv.h"

size_t cd_profile_T(int node)
{
    return 1 + (size_t)node;
}

size_t cd_profile_Q(const cd_network *net, int channel)
{
    return 1 + (size_t)net->n_nodes + (size_t)channel;
}

/* The channel that reports this terminal, or -1. */
static int channel_of(const cd_network *net, const cd_link *link, int terminal)
{
    for (int c = link->first_channel; c < link->first_channel + link->n_channels; c++)
        if (net->channels[c].terminal == terminal)
            return c;
    return -1;
}

int cd_profile_channel(const cd_network *net, const cd_link *link, int terminal, double *sign)
{
    int c = channel_of(net, link, terminal);
    bool other_end = c < 0 && link->n == 2 && link->conserves;
    if (other_end)
        c = channel_of(net, link, 1 - terminal);
    *sign = c < 0 ? 0 : other_end ? -net->channels[c].sign : net->channels[c].sign;
    return c;
}

void cd_profile_csv(FILE *out, const cd_run *run)
{
    const cd_network *net = run->cs->net;
    fputs("time_s", out);
    for (int i = 0; i < net->n_nodes; i++)
        fprintf(out, net->nodes[i].kind == CD_NODE_MEMORY ? ",x_%s" : ",T_%s_K", net->nodes[i].name);
    for (int i = 0; i < net->n_channels; i++)
        fprintf(out, ",Q_%s_W", net->channels[i].name);
    fputc('\n', out);
    for (size_t r = 0; r < run->n_rows; r++) {
        const double *row = run->rows + r * run->n_columns;
        for (size_t c = 0; c < run->n_columns; c++)
            fprintf(out, "%s%.12g", c ? "," : "", row[c]);
        fputc('\n', out);
    }
}
