/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form - the list of forms.
 */
#include "form.h"

const cd_form *const *cd_forms(size_t *n)
{
    static const cd_form *const forms[] = {
        &cd_form_constant,
        &cd_form_power,
        &cd_form_power_sum,
        &cd_form_poly,
        &cd_form_log10_poly,
        &cd_form_ln_poly,
        &cd_form_table,
        &cd_form_cryosoft_a,
        &cd_form_cryosoft_b,
        &cd_form_cryosoft_c,
        &cd_form_kevlar_erf,
        &cd_form_nist_cu_rational,
        &cd_form_hust_lankford,
        &cd_form_rho_hl,
        &cd_form_residual_plus_table,
        &cd_form_sc_twofluid,
        &cd_form_nb_koechlin_bonin,
        &cd_form_mixture,
        &cd_form_parker_abbott,
    };
    *n = sizeof forms / sizeof *forms;
    return forms;
}
