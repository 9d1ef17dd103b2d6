"""Runs a command in a pseudo-terminal of 80 columns and 24 lines, and acts as the person at it.

Standard input has JSON: {"command": [...], "cwd": "...", "env": {...}, "steps": [{"seen": "text", "send": "keys"}]}.
Each step waits until its text has been shown, then presses its keys. Standard output gets {"output": "...", "code": n}.
"""

import fcntl
import json
import os
import pty
import re
import signal
import struct
import sys
import termios

request = json.load(sys.stdin)
child, terminal = pty.fork()
if child == 0:
    os.chdir(request["cwd"])
    os.execvpe(request["command"][0], request["command"], {**os.environ, **request["env"]})
# A question that nobody answers would keep the test from ever ending.
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
signal.alarm(120)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

steps = request["steps"]
output, unread = "", ""
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:  # the command has ended
        break
    if not part:
        break
    text = part.decode("utf8", "replace")
    output += text
    unread += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    while steps and steps[0]["seen"] in unread:
        unread = unread.split(steps[0]["seen"], 1)[1]
        os.write(terminal, steps.pop(0)["send"].encode("utf8"))

_, status = os.waitpid(child, 0)
json.dump({"output": output, "code": os.waitstatus_to_exitcode(status), "left": [step["seen"] for step in steps]}, sys.stdout)
