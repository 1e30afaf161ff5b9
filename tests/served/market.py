#!/usr/bin/env python3
"""An order of the demonstration's shop over a real service that is killed in the middle of it.

Prints what was asked and answered, as docs/market.md shows it; fails where anything is not as it should be.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kills import Service


class Talk:
    """One person at the service."""

    count = 0

    def __init__(self, service, login):
        self.login = login
        status, told = service.ask("POST", "/api/v1/sign-in",
                                   {"login": login, "password": f"demo-{login}", "device": "test"})
        if status != 200:
            raise SystemExit(f"{login} cannot sign in: {status} {told}")
        self.token = told["token"]
        self.place = told["account"]["roles"][0]["place"]

    def ask(self, service, method, target, body=None, expected=(200, 201)):
        Talk.count += 1
        status, told = service.ask(method, target, body, self.token, f"market-{Talk.count}")
        print(f"{self.login:16} {method:4} {target} {'' if body is None else body} -> {status}")
        if status not in expected:
            raise SystemExit(f"{method} {target}: {status} {told}")
        return told


def until(found, what):
    for _ in range(100):
        if found():
            return
        time.sleep(0.1)
    raise SystemExit(f"after ten seconds: {what}")


def made_city(program, folder):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run([program, "demo-city", "--people", "20000", "--seed", "1", "--out", folder], **quiet)
    city = folder / "demo.city"
    subprocess.run([program, "import", "--osm", folder / "city.osm.pbf", "--population", folder / "population.csv",
                    "--outlets", folder / "outlets.xlsx", "--areas", folder / "areas.geojson", "--out", city], **quiet)
    return city


def ordered(service, resident, outlet):
    """A paid order for something to collect, and its payment."""
    offer = service.ask("GET", f"/api/v1/outlets/{outlet}/offers")[1]["offers"][1]
    line = {"offer": offer["id"], "count": 2, "seen_fen": offer["price_fen"]}
    basket = {"parts": [{"outlet": outlet, "way": "collection", "lines": [line]}]}
    bill = resident.ask(service, "POST", "/api/v1/baskets/bill", basket)
    placed = resident.ask(service, "POST", "/api/v1/baskets", basket)
    if bill["total_fen"] != placed["payment"]["amount_fen"]:
        raise SystemExit("the bill and what is asked for differ")
    return placed["orders"][0]["id"], placed["payment"]["id"]


def handed_over(service, resident, owner, order):
    steps = f"/api/v1/orders/{order}/steps"
    for command in ("accept", "make_ready"):
        owner.ask(service, "POST", steps, {"command": command})
    code = resident.ask(service, "POST", steps, {"command": "show_code"})["code"]
    guess = owner.ask(service, "POST", steps, {"command": "check_code", "code": code})["guess"]
    if guess != "right":
        raise SystemExit(f"the right code is {guess}")
    resident.ask(service, "POST", steps, {"command": "complete"})


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        city = made_city(program, folder)
        database = f"sqlite:{folder / 'market.db'}"
        service = Service(program, city, database, folder)
        resident, owner = Talk(service, "resident"), Talk(service, "merchant-owner")
        outlet = owner.place
        try:
            # Whatever hour it is, the shop is open.
            owner.ask(service, "POST", f"/api/v1/outlets/{outlet}/changes",
                      {"command": "set_hours", "stand": 0, "hours": "24/7"})
            order, payment = ordered(service, resident, outlet)
            resident.ask(service, "POST", f"/api/v1/payments/{payment}/ask")
            resident.ask(service, "POST", f"/api/v1/payments/{payment}/simulate")
            until(lambda: service.ask("GET", f"/api/v1/payments/{payment}", None, resident.token)[1]["state"] == "paid",
                  "the payment is not paid")
            service.kill()
            print("the service is killed and started again")
            service = Service(program, city, database, folder)
            handed_over(service, resident, owner, order)
            owed = owner.ask(service, "GET", f"/api/v1/outlets/{outlet}/money")["owed_fen"]
            feed = resident.ask(service, "GET", "/api/v1/feed")["events"]
            if [event["number"] for event in feed] != list(range(1, len(feed) + 1)):
                raise SystemExit("the feed has gaps")
            print("the resident heard:", ", ".join(event["state"] for event in feed))
            print("the shop has earned", owed, "fen")
            if owed != 3600:
                raise SystemExit("two portions of 18 yuan were sold")
            service.stop()
        finally:
            if service.process.poll() is None:
                service.kill()
        subprocess.run([program, "db", "check", "--db", database], check=True)


if __name__ == "__main__":
    main()
