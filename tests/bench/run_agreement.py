#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the models that the benchmarks race against give the program's answers? A bench whose sides differ says nothing.

    run_agreement.py PROGRAM BENCH_FOLDER CASE

CASE is nbti_magnet.ini: SciPy's odeint on each of the three right-hand sides of odeint_nbti.py must find the program's time
to 5 K, and explicit Euler in C its times and temperatures of euler_*.ini. Left open by the tables of the former are 2e-5, by
the steps of the latter 1e-6. Without SciPy the first part is left out, and said.
"""
import os
import sys
import tempfile

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.dont_write_bytecode = True

import bench_euler  # noqa: E402
from measure import REFERENCE_RTOL, Runs, only_measure, order  # noqa: E402

ODEINT_TOLERANCE, EULER_TOLERANCE = 1e-4, 5e-6
EXIT_SKIPPED = 77  # of meson: not run


def check(what, off, tolerance):
    print(f"{'ok    ' if off <= tolerance else 'FAILED'}  {what}: {off:.1e} off, {tolerance:g} allowed")
    return off <= tolerance


def check_odeint(program, bench_runs, case):
    import odeint_nbti
    data = odeint_nbti.Data(program, 161)
    with tempfile.TemporaryDirectory() as folder:
        with Runs(bench_runs, only_measure(case, "t_cold", os.path.join(folder, "lean.ini"))) as runs:
            reference_s = runs.order(order(REFERENCE_RTOL))["measures"]["t_cold"]
    good = True
    for name, make in odeint_nbti.RHS.items():
        t5, _, calls, _ = odeint_nbti.solve(make(data), 1.005 * reference_s, 1e-6)
        good &= check(f"odeint, {name}, {calls} calls: time to 5 K {t5:.2f} s, {reference_s:.2f} s by the program",
                      abs(t5 / reference_s - 1), ODEINT_TOLERANCE)
    return good


def check_euler(euler, bench_runs):
    good = True
    for name, what in bench_euler.CASES.items():
        with Runs(bench_runs, os.path.join(bench_euler.HERE, f"euler_{name}.ini")) as runs:
            reference = runs.order(order(REFERENCE_RTOL))["measures"]
        done = bench_euler.euler(euler, name, 1.0)
        good &= check(f"Euler, {what}, {done['steps']} steps: {done['t_level']:.8g} s and {done['T_end']:.8g} K",
                      bench_euler.deviation(done, reference), EULER_TOLERANCE)
    return good


def main(program, folder, case):
    built = lambda name: os.path.join(folder, name)
    good = check_euler(built("euler"), built("bench_runs"))
    try:
        import scipy  # noqa: F401
    except ImportError as e:
        print(f"left out: odeint ({e}; Debian: python3-scipy)")
        return EXIT_SKIPPED if good else 1
    return 0 if check_odeint(program, built("bench_runs"), case) and good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 4 else __doc__)
