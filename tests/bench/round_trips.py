"""How many round trips a login takes: its time far from the lab, less its time not so far from it.

What the processors do takes as long at both distances, and beside the same waiting, so that it is not counted.
"""
import json
import subprocess
import sys
import tempfile

ONE_WAY_MS = (25, 75)
RUNS = 5  # the shortest counts: whatever else a machine does makes a login longer


def name_ports(config):
    """Providers with their port, as one names a host that is not at 443: only such are connected to in advance."""
    with open(config, encoding="utf-8") as file:
        text = json.load(file)
    for target in text["targets"]:
        port = target["url"].split("/")[2].partition(":")[2]
        target["idp"]["hosts"] = [f"{host}:{port}" for host in target["idp"]["hosts"]]
    with open(config, "w", encoding="utf-8") as file:
        json.dump(text, file)


def duration(bin_folder, config, target):
    command = [f"{bin_folder}/flexverify", "check", target, "--config", config, "--state", "none", "-q", "--json"]
    check = json.loads(subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)["checks"][0]
    if check["reached"] != "loaded":
        sys.exit(f"{target} did not load")
    return check["duration_ms"]


def durations(bin_folder, targets, delay):
    with tempfile.TemporaryDirectory() as folder:
        config = f"{folder}/lab.json"
        command = [f"{bin_folder}/flexverify-lab", "--listen", "127.0.0.1:0", "--write-config", config, "--delay", str(delay)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as lab:
            lab.stdout.readline()
            try:
                name_ports(config)
                return [min(duration(bin_folder, config, t) for _ in range(RUNS)) for t in targets]
            finally:
                lab.terminate()


bin_folder, *targets = sys.argv[1:]
near, far = (durations(bin_folder, targets, delay) for delay in ONE_WAY_MS)
round_trip_near, round_trip_far = (2 * delay for delay in ONE_WAY_MS)
for target, here, there in zip(targets, near, far):
    trips = (there - here) / (round_trip_far - round_trip_near)
    print(f"{target}: {trips:.1f} round trips ({here:.0f} ms at {round_trip_near} ms each, {there:.0f} ms at {round_trip_far} ms)")
