#!/usr/bin/env python3
"""Runs the guided tour: every command that a README shows in a block of console text.

docs/tour.py README.md            prints the document with what the commands really say now
docs/tour.py --write README.md    puts it into the document

A block begins with ```console; each line in it that begins with "$ " is run from the project's root, with build/release
in the path, and what it prints replaces what stood below it. ./run comes first, so that the made-up town is there.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def output_of(command, chinese):
    environment = {**os.environ, "LC_ALL": "zh_CN.UTF-8" if chinese else "en_GB.UTF-8"}
    environment["PATH"] = f"{ROOT / 'build/release'}:{environment['PATH']}"
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return [line.rstrip() for line in done.stdout.splitlines()]


def toured(text, chinese):
    lines, inside = [], False
    for line in text.splitlines():
        if inside and line.startswith("$ "):
            lines += [line, *output_of(line[2:], chinese)]
        elif not inside or line == "```":
            lines.append(line)
        inside = line == "```console" or (inside and line != "```")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", type=Path)
    parser.add_argument("--write", action="store_true", help="change the document")
    arguments = parser.parse_args()
    text = toured(arguments.document.read_text(encoding="utf-8"), "zh" in arguments.document.name)
    if arguments.write:
        arguments.document.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
