# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose the instructions of a run are, and what CVODES calls costs: instructions by callgrind, nanoseconds by bench_split."""
import json
import os
import shutil
import subprocess

import callgrind
from measure import order

# What CVODES calls: the function's name, its name in bench_split, what it is.
PARTS = [
    ("cd_transient_rates", "rhs", "right-hand side"),
    ("cd_transient_jacobian", "jacobian", "Jacobian"),
    ("cd_transient_channel_heats", "heats", "heats for the ledger"),
    ("cd_transient_error_weights", "weights", "error weights"),
    ("cd_transient_conditions", "conditions", "stop, event, measure conditions"),
    ("SUNLinSolSetup_KLU", "setup", "factorisation (KLU)"),
    ("SUNLinSolSolve_KLU", "solve", "linear solve (KLU)"),
]
KLU = ("klu", "amd", "colamd", "btf", "suitesparseconfig")


def owner(key, function, program):
    """Whose a function is."""
    library = os.path.basename(function.object)
    if os.path.basename(program) == library:
        return "our vector operations for CVODES" if key[0] == "vector_ops.c" else "our code"
    if any(library.startswith(f"lib{name}.") for name in KLU) or "sunlinsolklu" in library:
        return "KLU"
    if library.startswith("libsundials"):
        return "CVODES and its vectors"
    return "mathematics library" if library.startswith("libm.") else "C library and loader"


def shares(counts, program):
    by = {}
    for key, function in counts.items():
        whose = owner(key, function, program)
        by[whose] = by.get(whose, 0) + function.own
    return by


def show_shares(by, run_s):
    total = sum(by.values())
    print(f"  {total / 1e6:.2f} million instructions a run, {1e6 * run_s:.0f} us")
    for whose, n in sorted(by.items(), key=lambda item: -item[1]):
        print(f"    {whose:34} {n / 1e6:8.3f} million {100 * n / total:6.1f} %")
    ours, pow_exp = by.get("our code", 0), by.get("mathematics library", 0)
    print(f"  our share: {100 * ours / total:.0f} %, {100 * (ours + pow_exp) / total:.0f} % with pow and exp, "
          f"{100 * (ours + by.get('our vector operations for CVODES', 0)) / total:.0f} % with our vector operations")
    print(f"  if our own code cost nothing, a run would take about {1e6 * run_s * (1 - (ours + pow_exp) / total):.0f} us")


def called_part(counts, name):
    """The function of that name that a library calls, or one in a library."""
    found = [f for (_, called), f in counts.items() if called == name and (f.called_by_libraries > 0 or "libsundials" in f.object)]
    return max(found, key=lambda f: f.inclusive, default=None)


def show_parts(counts, clock):
    total, called = sum(f.own for f in counts.values()), 0
    print(f"  {'what CVODES calls':34} {'calls':>7} {'instructions':>13} {'ns':>8} {'% of the instructions':>22}")
    for name, key, what in PARTS:
        if clock[key]["calls"] == 0:
            continue
        f = called_part(counts, name)
        if f is None:
            raise SystemExit(f"callgrind saw no function {name}, which CVODES calls: was it renamed?")
        called += f.inclusive
        print(f"    {what:32} {f.calls:7.0f} {f.inclusive / f.calls:13.0f} {clock[key]['ns']:8.0f} {100 * f.inclusive / total:22.1f}")
    cvode = counts["???", "CVode"].inclusive
    rest = [("CVODES itself, with vectors", cvode - called)]
    rest += [(f"{file}: {name}", counts[file, name].inclusive) for file, name in between_steps(counts)]
    rest += [("starting, finishing, the rest", total - cvode - sum(n for _, n in rest[1:]))]
    for what, n in rest:
        print(f"    {what:32} {'':7} {'':13} {'':8} {100 * n / total:22.1f}")


def between_steps(counts):
    """What a run does after each step, outside CVODES, as far as it is there."""
    return [key for key in (("watch.c", "cd_watch_step"), ("audit.c", "cd_audit_step"), ("recorder.c", "cd_record_step"))
            if key in counts and counts[key].calls > 0]


def report(program, bench_split, case, rounds=51):
    print(f"\nwhat a run of {os.path.basename(case)} is made of")
    if not shutil.which("valgrind"):
        print("  valgrind is not installed: no count of instructions")
        return
    for rtol, ledger in ((1e-5, True), (1e-3, False)):
        text = order(rtol, ledger, ledger)
        counts = callgrind.per_run([program, case], text)
        done = subprocess.run([bench_split, case, f"{rtol:g}", "ledger" if ledger else "none", str(rounds)],
                              capture_output=True, text=True, check=True)
        clock = json.loads(done.stdout)
        print(f"\n  rtol {rtol:g}, {'ledger, rows' if ledger else 'no ledger, no rows'}; all measures")
        show_shares(shares(counts, program), clock["run_ns"] * 1e-9)
        show_parts(counts, clock)
