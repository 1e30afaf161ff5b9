#!/usr/bin/env python3
"""Kills a service while many write to it, starts it again, and looks for what it acknowledged.

Each round: a service on the demo city, eight threads that close and open outlets over HTTP, SIGKILL at a moment that
chance picks, a new start. Every acknowledged change must be there; and a service that reads the same directory afresh,
from a copy of the database, must answer the same circles as the one that was killed and came back.

LINQUAN_FAULT_ROUNDS says how often (5); LINQUAN_POSTGRESQL names a server to do the same on.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

WRITERS = 8
OUTLETS = 400


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Service:
    """A running `linquan serve`."""

    def __init__(self, program: str, city: Path, database: str, folder: Path):
        self.port = free_port()
        self.log = open(folder / "serve.log", "ab")
        settings = folder / "serve.yaml"
        settings.write_text("serve:\n  rate: 0\n", encoding="utf-8")
        self.process = subprocess.Popen(
            [program, "--config", str(settings), "serve", "--city", str(city), "--db", database, "--demo",
             "--listen", f"127.0.0.1:{self.port}"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        for _ in range(600):
            if self.process.poll() is not None:
                raise SystemExit(f"the service ended by itself: see {folder / 'serve.log'}")
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise SystemExit("the service was not ready within 30 s")

    def ask(self, method, target, body=None, token=None, key=None):
        """Status and object of an answer; OSError where none came."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{target}", method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        if key:
            request.add_header("Idempotency-Key", key)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.loads(refusal.read())
        except (ConnectionError, urllib.error.URLError, json.JSONDecodeError, ValueError) as broken:
            raise OSError(str(broken)) from broken

    def sign_in(self) -> str:
        status, told = self.ask("POST", "/api/v1/sign-in",
                                {"login": "city-bureau", "password": "demo-city-bureau", "device": "test"})
        if status != 200:
            raise SystemExit(f"signing in: {status} {told}")
        return told["token"]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        if self.process.wait(60) != 0:
            raise SystemExit(f"the service ended with {self.process.returncode}")


class Writer(threading.Thread):
    """Closes and opens the outlets that are its own, and notes what is acknowledged and what was on its way."""

    def __init__(self, service, token, outlets, run):
        super().__init__()
        self.service, self.token, self.outlets, self.round = service, token, outlets, run
        self.acknowledged, self.under_way, self.odd = {}, None, None

    def run(self):
        for step in range(100_000):
            outlet = self.outlets[step % len(self.outlets)]
            state = self.acknowledged.get(outlet) or self.service_state(outlet)
            if state is None:
                return
            wanted = "closed" if state == "open" else "open"
            self.under_way = (outlet, wanted)
            try:
                status, told = self.service.ask(
                    "POST", f"/api/v1/outlets/{outlet}/changes",
                    {"command": "close" if wanted == "closed" else "reopen"},
                    self.token, f"kill-{self.round}-{outlet}-{step}")
            except OSError:
                return
            if status != 200:
                self.odd = f"{status} {told}"
                return
            self.acknowledged[outlet] = wanted
            self.under_way = None

    def service_state(self, outlet):
        try:
            return self.service.ask("GET", f"/api/v1/outlets/{outlet}")[1]["state"]
        except OSError:
            return None


def circles(service, places):
    return [service.ask("GET", f"/api/v1/circle?outline=no&minutes=5,10,15&at={place}")[1] for place in places]


def check_round(program, city, database, folder, run, chance):
    service = Service(program, city, database, folder)
    token = service.sign_in()
    outlets = [row["outlet"] for page in (0, 1, 2, 3)
               for row in service.ask("GET", f"/api/v1/changes?count=100&after={page}")[1]["changes"]]
    outlets = sorted(set(outlets))[:OUTLETS] or found(service)
    writers = [Writer(service, token, outlets[i::WRITERS], run) for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    wait_for_first(writers)
    time.sleep(chance.uniform(0.0, 1.3))
    service.kill()
    for writer in writers:
        writer.join()
    odd = [writer.odd for writer in writers if writer.odd]
    again = Service(program, city, database, folder)
    lost = []
    for writer in writers:
        for outlet, state in writer.acknowledged.items():
            there = again.ask("GET", f"/api/v1/outlets/{outlet}")[1]["state"]
            under_way = writer.under_way and writer.under_way[0] == outlet
            if there != state and not (under_way and there == writer.under_way[1]):
                lost.append((outlet, state, there))
    told = circles(again, PLACES)
    again.stop()
    check = subprocess.run([program, "db", "check", "--db", database], capture_output=True, text=True, check=False)
    fresh = Service(program, city, database, folder)
    same = circles(fresh, PLACES) == told
    fresh.stop()
    acknowledged = sum(len(writer.acknowledged) for writer in writers)
    if lost or odd or not same or check.returncode != 0 or acknowledged == 0:
        raise SystemExit(f"round {run}: lost {lost}, odd answers {odd}, circles the same: {same}, acknowledged "
                         f"{acknowledged}, db check {check.returncode}: {check.stdout}{check.stderr}")
    return acknowledged


def wait_for_first(writers):
    """Until something is acknowledged: a kill before that has nothing to lose, and shows nothing."""
    for _ in range(600):
        if any(writer.acknowledged or writer.odd for writer in writers):
            return
        time.sleep(0.05)
    raise SystemExit("nothing was acknowledged within 30 s")


def found(service):
    hits, after = [], None
    while len(hits) < OUTLETS:
        target = "/api/v1/search?count=100" + (f"&after={after}" if after else "")
        told = service.ask("GET", target)[1]
        hits += [hit["outlet"] for hit in told["hits"]]
        after = told["next"]
        if not after:
            break
    return hits


PLACES = []


def main():
    program = sys.argv[1]
    rounds = int(os.environ.get("LINQUAN_FAULT_ROUNDS", "5"))
    chance = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="linquan-kills-") as name:
        folder = Path(name)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        subprocess.run([program, "demo-city", "--people", "20000", "--seed", "1", "--out", name], **quiet)
        city = folder / "demo.city"
        subprocess.run([program, "import", "--osm", f"{name}/city.osm.pbf", "--population", f"{name}/population.csv",
                        "--outlets", f"{name}/outlets.xlsx", "--areas", f"{name}/areas.geojson",
                        f"{name}/circles.geojson", "--out", str(city)], **quiet)
        databases = [f"sqlite:{folder / 'kills.db'}"]
        if server := os.environ.get("LINQUAN_POSTGRESQL"):
            schema = f"linquan_kills_{os.getpid()}"
            subprocess.run(["psql", f"{server}postgres", "-c", f"CREATE SCHEMA {schema}"], **quiet)
            databases.append(f"{server}postgres?options=-csearch_path%3D{schema}")
        for database in databases:
            first = Service(program, city, database, folder)
            PLACES.clear()
            for outlet in found(first)[:20]:
                stands = first.ask("GET", f"/api/v1/outlets/{outlet}")[1]["stands"]
                PLACES.extend(f"{it['at']['lat']:.6f},{it['at']['lon']:.6f}" for it in stands[:1])
            first.stop()
            total = sum(check_round(program, city, database, folder, run, chance) for run in range(rounds))
            engine = "PostgreSQL" if "postgresql" in database else "SQLite"
            print(f"{rounds} kills on {engine}, {total} acknowledged changes, none lost", flush=True)


if __name__ == "__main__":
    main()
