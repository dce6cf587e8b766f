#include "cli.h"
int cli_report(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return 0;
}
