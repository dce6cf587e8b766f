#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The job array of cases/nbti_straps.sbatch on a Slurm of one node that is started here and ended again (as root; Debian:
slurmctld slurmd slurm-client munge): the merged table is that of one process.

    run_slurm.py PROGRAM
"""
import os
import shutil
import socket
import time

from bench import *

for tool in ("munged", "slurmctld", "slurmd", "sbatch"):
    if not shutil.which(tool) or os.geteuid() != 0:
        print(f"{tool} is not there, or this is not root: skipped")
        sys.exit(77)

host = socket.gethostname().split(".")[0]
for name in ("munge", "state", "spool"):
    (folder / name).mkdir()
folder.chmod(0o755)
(folder / "munge").chmod(0o755)
conf = folder / "slurm.conf"
os.environ["SLURM_CONF"] = str(conf)
conf.write_text("\n".join([
    "ClusterName=probe", f"SlurmctldHost={host}(127.0.0.1)", "SlurmUser=root", "SlurmdUser=root", "AuthType=auth/munge",
    f"AuthInfo=socket={folder}/munge/s", "ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none",
    "JobAcctGatherType=jobacct_gather/none", "SelectType=select/cons_tres", "SelectTypeParameters=CR_CPU",
    "ReturnToService=2", "MailProg=/bin/true", f"StateSaveLocation={folder}/state", f"SlurmdSpoolDir={folder}/spool",
    f"SlurmctldPidFile={folder}/c.pid", f"SlurmdPidFile={folder}/d.pid", "SlurmctldPort=16817", "SlurmdPort=16818",
    "SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0,bf_interval=1",
    f"NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN", f"PartitionName=p Nodes={host} Default=YES State=UP"]) + "\n")
key = folder / "munge" / "key"
key.write_bytes(os.urandom(128))
key.chmod(0o600)
log = open(folder / "daemons.log", "w")
m = folder / "munge"
daemons = [subprocess.Popen(command, stdout=log, stderr=log) for command in (
    ["munged", "-F", f"--key-file={key}", f"--socket={m}/s", f"--pid-file={m}/p", f"--log-file={m}/l", f"--seed-file={m}/r"],
    ["slurmctld", "-D"], ["slurmd", "-D"])]
try:
    until = time.time() + 30
    while time.time() < until:
        state = subprocess.run(["sinfo", "-h", "-o", "%t"], capture_output=True, text=True).stdout.strip()
        if state == "idle":
            break
        time.sleep(0.2)
    check("the node is idle", state == "idle", (folder / "daemons.log").read_text()[-2000:])
    out = folder / "array"
    env = dict(os.environ, COOLDOWN=str(program), CASE=str(case), SWEEP="both", OUT=str(out))
    script = root / "cases" / "nbti_straps.sbatch"
    submitted = subprocess.run(["sbatch", "--output", str(folder / "task_%a.log"), str(script)], cwd=folder, env=env,
                               capture_output=True, text=True)
    check("the array is submitted", submitted.returncode == 0, submitted.stderr)
    until = time.time() + 120
    while time.time() < until and not (out / "all.csv").exists():
        time.sleep(0.2)
    time.sleep(1)
    logs = "\n".join(path.read_text() for path in folder.glob("task_*.log"))
    run("sweep", case, "both", "-o", "one.db")
    check("the table of one process", (out / "all.csv").exists() and
          (out / "all.csv").read_text() == run("results", "one.db", "--csv").stdout, logs)
    check("ten shards", len(list(out.glob("shard_*.db"))) == 10)
finally:
    for daemon in reversed(daemons):
        daemon.terminate()
    for daemon in daemons:
        try:
            daemon.wait(timeout=10)
        except subprocess.TimeoutExpired:
            daemon.kill()
finish()
