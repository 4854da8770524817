"""What a script writes into a page, between two marks of a name."""

import re


def write(page, name, made):
    with open(page) as file:
        text = file.read()
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    text = re.sub(re.escape(start) + ".*" + re.escape(end), lambda _: f"{start}\n{made}\n{end}", text, flags=re.S)
    with open(page, "w") as file:
        file.write(text)
