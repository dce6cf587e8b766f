/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * joint_law - fills a joint (contact.h) with one of the laws of joint_law.c; a is the slope at low temperature.
 */
#ifndef CD_LINK_JOINT_LAW_H
#define CD_LINK_JOINT_LAW_H

#include "contact.h"

void cd_joint_by_curve(cd_joint *joint, const cd_curve *G, double times); /* G = times * curve */
void cd_joint_by_power(cd_joint *joint, double a, double exponent);       /* G = a T^exponent */
void cd_joint_by_line(cd_joint *joint, double a, double T_offset_K);      /* G = a (T - T_offset) */
void cd_joint_by_knee(cd_joint *joint, double a, double exponent, double T_saturation_K,
                      bool soft); /* saturating; exponent 1, or 1 and 2 with a soft knee */

#endif
