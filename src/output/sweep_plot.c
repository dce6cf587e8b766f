#include "../study/store_read.h"
cd_status cd_results_plot(cd_results *results, const cd_results_figure *figure)
{
    (void)results, (void)figure;
    return CD_FILE;
}
