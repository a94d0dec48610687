"""Turns the manual into one HTML page that needs no other file:   page.py Docs/manual/README.md OUT.html"""

import base64
import pathlib
import re
import sys

import markdown

STYLE = """
body { font: 11pt/1.5 "DejaVu Sans", Verdana, sans-serif; color: #1b2026; background: #fff; max-width: 46rem; margin: 2rem auto;
       padding: 0 1rem }
h1, h2, h3 { line-height: 1.2; break-after: avoid }
h2 { margin-top: 2.2rem; border-bottom: 1px solid #a3adb9 }
img { display: block; max-width: 100%; margin: 1rem auto; break-inside: avoid }
code { font-size: 0.95em; background: #eef0f3 }
a { color: #0f6f7d }
nav { background: #f4f5f7; padding: 0.6rem 1rem }
nav ul { margin: 0; padding-left: 1.2rem }
@media print { body { max-width: none; margin: 0; font-size: 10pt } a { color: inherit; text-decoration: none } }
"""
TYPES = {".png": "image/png", ".svg": "image/svg+xml"}
REPOSITORY_LINK = re.compile(r'<a href="\.\./[^"]*">(.*?)</a>')


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

    def embedded(match):
        file = source.parent / match[1]
        data = base64.b64encode(file.read_bytes()).decode("ascii")
        return f'src="data:{TYPES[file.suffix]};base64,{data}"'

    converter = markdown.Markdown(extensions=["toc"], extension_configs={"toc": {"toc_depth": "2-2"}}, output_format="html5")
    body = converter.convert(source.read_text(encoding="utf-8"))
    body = re.sub(r'src="([^":]+)"', embedded, body)
    # The page stands alone, without the other files of the repository.
    body = REPOSITORY_LINK.sub(r"\1", body)
    heading, rest = body.split("</h1>", 1)
    target.write_text(f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
                      f'<meta name="viewport" content="width=device-width">\n<title>The Dequantizer manual</title>\n'
                      f"<style>{STYLE}</style>\n</head>\n<body>\n{heading}</h1>\n<nav>{converter.toc}</nav>\n{rest}\n"
                      f"</body>\n</html>\n", encoding="utf-8")


main()
