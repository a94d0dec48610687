"""Draws what quantisation does to a wave, as the SVG picture of the manual:   picture.py OUT.svg"""

import math
import sys

WIDTH, HEIGHT, LEFT, TOP, KEY = 760, 330, 20, 14, 40
SAMPLES, STEP = 48, 0.25
RANGE = 1.12  # of the levels in the picture, either way


def wave(time):
    """The clean value at a share of the picture's width."""
    return 0.72 * math.sin(2 * math.pi * (1.6 * time + 0.02)) + 0.22 * math.sin(2 * math.pi * (4.3 * time + 0.3))


def place(time, level):
    return (LEFT + time * (WIDTH - 2 * LEFT), TOP + (RANGE - level) / (2 * RANGE) * (HEIGHT - TOP - KEY))


def points(pairs):
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*pair) for pair in pairs))


def stairs(offset):
    pairs = []
    for i in range(SAMPLES):
        level = STEP * (math.floor(wave((i + 0.5) / SAMPLES) / STEP) + 0.5) + offset
        pairs += [(i / SAMPLES, level), ((i + 1) / SAMPLES, level)]
    return pairs


def main():
    band = points(stairs(STEP / 2) + stairs(-STEP / 2)[::-1])
    curve = points([(i / 400, wave(i / 400)) for i in range(401)])
    y = HEIGHT - 14
    key = [(20, "#d5e6ea", 12, "where the wave must lie"), (275, "#66717d", 2, "the staircase in the file"),
           (510, "#b4460a", 3, "the wave that was recorded")]
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                  'font-family="sans-serif" font-size="15">\n')
        out.write(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n')
        out.write(f'<polygon points="{band}" fill="#d5e6ea"/>\n')
        out.write(f'<polyline points="{points(stairs(0))}" fill="none" stroke="#66717d" stroke-width="1.6"/>\n')
        out.write(f'<polyline points="{curve}" fill="none" stroke="#b4460a" stroke-width="2.6"/>\n')
        for x, colour, thickness, text in key:
            out.write(f'<rect x="{x}" y="{y - 5 - thickness / 2}" width="26" height="{thickness}" fill="{colour}"/>\n')
            out.write(f'<text x="{x + 34}" y="{y}" fill="#1b2026">{text}</text>\n')
        out.write("</svg>\n")


main()
